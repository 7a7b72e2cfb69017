using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Benchmarking.Organisations;

namespace Benchmarking.Grains.Keys;

/// <summary>Issues, checks and revokes keys. A key is <c>bmk_{id}_{secret}</c>; the store has the SHA-256 of the secret only.</summary>
/// <remarks>A secret is 256 random bits, so a plain digest is as good as a slow one: there is no dictionary to try.</remarks>
public sealed class KeyRing(IGrainFactory grains, TimeProvider clock)
{
    private const string Prefix = "bmk_";
    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private const int KeyLength = 4 + IdBytes * 2 + 1 + 43;

    /// <summary>Makes a key. The secret is in the answer and nowhere else.</summary>
    /// <param name="role">What its holder may do.</param>
    /// <param name="organisation">For a contributor or viewer the organisation, which must exist; null for the other roles.</param>
    /// <exception cref="ArgumentException">The organisation is missing, or given for a role that acts for none.</exception>
    public async Task<(KeyInfo Info, string Key)> IssueAsync(Role role, OrganisationId? organisation)
    {
        if (ActsForOrganisation(role) != organisation is not null)
            throw new ArgumentException("A contributor or viewer acts for one organisation, the other roles for none.", nameof(organisation));
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        string secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        KeyInfo info = new(id, role, organisation, clock.GetUtcNow(), null);
        await Grain(id).IssueAsync(info, Digest(secret));
        return (info, $"{Prefix}{id}_{secret}");
    }

    /// <summary>The caller a key stands for, or null when it is not one that holds.</summary>
    public async Task<Caller?> AuthenticateAsync(string key)
    {
        if (key.Length != KeyLength || !key.StartsWith(Prefix, StringComparison.Ordinal) || key[Prefix.Length + IdBytes * 2] != '_')
            return null;
        string id = key.Substring(Prefix.Length, IdBytes * 2);
        if (!IsId(id))
            return null;
        KeyInfo? info = await Grain(id).AuthenticateAsync(Digest(key[(Prefix.Length + IdBytes * 2 + 1)..]));
        return info is null ? null : new Caller(info.Id, info.Role, info.Organisation);
    }

    /// <summary>A key's record, or null.</summary>
    public async Task<KeyInfo?> GetAsync(string id) => IsId(id) ? await Grain(id).GetAsync() : null;

    /// <summary>Ends a key at once; null when there is none.</summary>
    public async Task<KeyInfo?> RevokeAsync(string id) => IsId(id) ? await Grain(id).RevokeAsync() : null;

    /// <summary>Whether a role acts for one organisation.</summary>
    public static bool ActsForOrganisation(Role role) => role is Role.Contributor or Role.Viewer;

    private static bool IsId(string id) => id.Length == IdBytes * 2 && id.All(char.IsAsciiHexDigitLower);

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private IKeyGrain Grain(string id) => grains.GetGrain<IKeyGrain>($"keys/{id}");
}
