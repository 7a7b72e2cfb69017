using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Benchmarking.Organisations;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Keys;

/// <summary>Issues, checks, rotates and revokes keys. A key is <c>bmk_{id}_{secret}</c>; the store has the SHA-256 of the secret only.</summary>
/// <remarks>A secret is 256 random bits, so a plain digest is as good as a slow one: there is no dictionary to try.</remarks>
public sealed class KeyRing(IGrainFactory grains, TimeProvider clock)
{
    private const string Prefix = "bmk_";
    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private const int KeyLength = 4 + IdBytes * 2 + 1 + 43;

    /// <summary>Longest time that an earlier secret may hold beside a new one.</summary>
    public static TimeSpan LongestOverlap { get; } = TimeSpan.FromDays(90);

    /// <summary>Makes a key. The secret is in the answer and nowhere else.</summary>
    /// <param name="role">What its holder may do.</param>
    /// <param name="organisation">For a contributor or viewer the organisation, which must exist; null for the other roles.</param>
    /// <param name="expireTime">When it ends by itself; null when it holds until it is revoked.</param>
    /// <param name="body">For a publisher the umbrella body it publishes for; null for the other roles, and for a publisher that only reads.</param>
    /// <exception cref="ArgumentException">The organisation is missing, or it or the body is given for a role that acts for none.</exception>
    public async Task<(KeyInfo Info, string Key)> IssueAsync(Role role, OrganisationId? organisation, DateTimeOffset? expireTime = null, BodyId? body = null)
    {
        if (ActsForOrganisation(role) != organisation is not null)
            throw new ArgumentException("A contributor or viewer acts for one organisation, the other roles for none.", nameof(organisation));
        if (body is not null && role != Role.Publisher)
            throw new ArgumentException("Publishers alone publish for a body.", nameof(body));
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        string secret = NewSecret();
        KeyInfo info = new(id, role, organisation, clock.GetUtcNow(), RevokeTime: null, expireTime, Body: body);
        await Grain(id).IssueAsync(info, Digest(secret));
        return (info, KeyOf(id, secret));
    }

    /// <summary>Gives a key a new secret, which is in the answer and nowhere else.</summary>
    /// <param name="id">The key's identifier.</param>
    /// <param name="overlap">How long the present secret holds beside it, up to <see cref="LongestOverlap"/>; zero ends every earlier one at once.</param>
    /// <returns>Refused when there is no such key, or it was revoked or has expired.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is below zero or too long.</exception>
    public async Task<Outcome<(KeyInfo Info, string Key)>> RotateAsync(string id, TimeSpan overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, LongestOverlap);
        if (!IsId(id))
            return Outcome.Refused<(KeyInfo, string)>(KeyInfo.Unknown(id));
        string secret = NewSecret();
        return (await Grain(id).RotateAsync(Digest(secret), overlap)).Select(info => (info, KeyOf(id, secret)));
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
        return info is null ? null : new Caller(info.Id, info.Role, info.Organisation, info.Body, KeyNames.Of(info.Id));
    }

    /// <summary>A key's record, or null.</summary>
    public async Task<KeyInfo?> GetAsync(string id) => IsId(id) ? await Grain(id).GetAsync() : null;

    /// <summary>The beginning of the hour in which a key was last used; null when it never was, or is none.</summary>
    public async Task<DateTimeOffset?> GetLastUseAsync(string id) => IsId(id) ? await grains.GetGrain<IKeyUseGrain>(KeyNames.Of(id)).GetAsync() : null;

    /// <summary>Ends a key at once; null when there is none.</summary>
    public async Task<KeyInfo?> RevokeAsync(string id) => IsId(id) ? await Grain(id).RevokeAsync() : null;

    /// <summary>Whether a role acts for one organisation.</summary>
    public static bool ActsForOrganisation(Role role) => role is Role.Contributor or Role.Viewer;

    private static bool IsId(string id) => id.Length == IdBytes * 2 && id.All(char.IsAsciiHexDigitLower);

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    private static string KeyOf(string id, string secret) => $"{Prefix}{id}_{secret}";

    private IKeyGrain Grain(string id) => grains.GetGrain<IKeyGrain>(KeyNames.Of(id));
}
