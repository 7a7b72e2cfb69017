using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Keys;

/// <summary>A key's record, without the key.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Organisation">The organisation it acts for: contributors and viewers only.</param>
/// <param name="CreateTime">When it was issued.</param>
/// <param name="RevokeTime">When it was revoked; null while it holds.</param>
[GenerateSerializer, Immutable]
public sealed record KeyInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] Role Role,
    [property: Id(2)] OrganisationId? Organisation,
    [property: Id(3)] DateTimeOffset CreateTime,
    [property: Id(4)] DateTimeOffset? RevokeTime);

/// <summary>A key; its grain key is <c>keys/{id}</c>.</summary>
internal interface IKeyGrain : IGrainWithStringKey
{
    Task<KeyInfo?> GetAsync();

    Task IssueAsync(KeyInfo info, byte[] secretDigest);

    /// <summary>The record when the digest is the key's and the key holds; null otherwise.</summary>
    Task<KeyInfo?> AuthenticateAsync(byte[] secretDigest);

    Task<KeyInfo?> RevokeAsync();
}

[GenerateSerializer, Immutable]
internal sealed record KeyRecord
{
    [Id(0)]
    public KeyInfo? Info { get; init; }

    [Id(1)]
    public byte[] SecretDigest { get; init; } = [];
}

/// <inheritdoc cref="IKeyGrain"/>
internal sealed class KeyGrain([PersistentState("key.v1")] IPersistentState<KeyRecord> storage, TimeProvider clock, ILogger<KeyGrain> logger)
    : RecordGrain<KeyRecord>(storage, logger), IKeyGrain
{
    public Task<KeyInfo?> GetAsync()
    {
        ForgetIfAbsent();
        return Task.FromResult(Written.Info);
    }

    public Task IssueAsync(KeyInfo info, byte[] secretDigest) => Written.Info is null
        ? CommitAsync(new() { Info = info, SecretDigest = secretDigest })
        : throw new InvalidOperationException("A key's identifier is drawn at random and never used twice.");

    public Task<KeyInfo?> AuthenticateAsync(byte[] secretDigest)
    {
        bool holds = Written.Info is { RevokeTime: null } && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(secretDigest, Written.SecretDigest);
        ForgetIfAbsent();
        return Task.FromResult(holds ? Written.Info : null);
    }

    public async Task<KeyInfo?> RevokeAsync()
    {
        if (Written.Info is { RevokeTime: null } info)
            await CommitAsync(Written with { Info = info with { RevokeTime = clock.GetUtcNow() } });
        return Written.Info;
    }

    // A guess must not leave an activation behind for every identifier guessed.
    private void ForgetIfAbsent()
    {
        if (Written.Info is null)
            DeactivateOnIdle();
    }
}
