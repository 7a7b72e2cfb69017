using System.Collections.Immutable;
using System.Security.Cryptography;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Keys;

/// <summary>A key; its grain key is <c>keys/{id}</c>.</summary>
internal interface IKeyGrain : IGrainWithStringKey
{
    Task<KeyInfo?> GetAsync();

    Task IssueAsync(KeyInfo info, byte[] secretDigest);

    /// <summary>The record when the digest is that of a secret that holds, and the key holds; null otherwise.</summary>
    Task<KeyInfo?> AuthenticateAsync(byte[] secretDigest);

    /// <summary>Puts a new secret in place of the present one, which holds on for the overlap.</summary>
    Task<Outcome<KeyInfo>> RotateAsync(byte[] secretDigest, TimeSpan overlap);

    Task<KeyInfo?> RevokeAsync();
}

/// <summary>A secret that was rotated away and holds for a while yet.</summary>
[GenerateSerializer, Immutable]
internal sealed record EarlierSecret([property: Id(0)] byte[] Digest, [property: Id(1)] DateTimeOffset EndTime);

[GenerateSerializer, Immutable]
internal sealed record KeyRecord
{
    [Id(0)]
    public KeyInfo? Info { get; init; }

    [Id(1)]
    public byte[] SecretDigest { get; init; } = [];

    [Id(2)]
    public ImmutableArray<EarlierSecret> EarlierSecrets { get; init; } = [];
}

/// <inheritdoc cref="IKeyGrain"/>
internal sealed class KeyGrain([PersistentState("key.v1")] IPersistentState<KeyRecord> storage, TimeProvider clock, ILogger<KeyGrain> logger)
    : RecordGrain<KeyRecord>(storage, logger), IKeyGrain
{
    /// <summary>Most earlier secrets that hold: enough for a rotation whose answer was lost and repeated.</summary>
    private const int MostEarlierSecrets = 4;

    private DateTimeOffset _lastToldUse;
    private bool _isListed;

    public Task<KeyInfo?> GetAsync()
    {
        ForgetIfAbsent();
        return Task.FromResult(Written.Info);
    }

    public async Task IssueAsync(KeyInfo info, byte[] secretDigest)
    {
        if (Written.Info is not null)
            throw new InvalidOperationException("A key's identifier is drawn at random and never used twice.");
        if (info.Organisation is { } own)
            await ListAsync(own, info.Id);
        await CommitAsync(new() { Info = info, SecretDigest = secretDigest });
    }

    public async Task<KeyInfo?> AuthenticateAsync(byte[] secretDigest)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool holds = Written.Info is { } info && info.HoldsAt(now) && IsSecret(secretDigest, now);
        ForgetIfAbsent();
        if (!holds || (!_isListed && Written.Info!.Organisation is { } own && !await TakesPartAsync(own)))
            return null;
        TellUse(now);
        return Written.Info;
    }

    public async Task<Outcome<KeyInfo>> RotateAsync(byte[] secretDigest, TimeSpan overlap)
    {
        DateTimeOffset now = clock.GetUtcNow();
        ForgetIfAbsent();
        if (Written.Info is not { } info)
            return Outcome.Refused<KeyInfo>(KeyInfo.Unknown(this.GetPrimaryKeyString()));
        if (!info.HoldsAt(now))
            return Outcome.Refused<KeyInfo>(KeyInfo.Ended(info.Id));
        // Without an overlap nothing earlier holds on: a secret that has got about must end now.
        ImmutableArray<EarlierSecret> earlier = overlap > TimeSpan.Zero
            ? [.. Written.EarlierSecrets.Where(secret => secret.EndTime > now).TakeLast(MostEarlierSecrets - 1), new(Written.SecretDigest, now + overlap)]
            : [];
        DateTimeOffset? overlapEnd = earlier.IsEmpty ? null : earlier.Max(secret => secret.EndTime);
        KeyInfo rotated = info with { RotateTime = now, OverlapEndTime = overlapEnd };
        await CommitAsync(Written with { Info = rotated, SecretDigest = secretDigest, EarlierSecrets = earlier });
        return Outcome.Accepted(rotated);
    }

    public async Task<KeyInfo?> RevokeAsync()
    {
        ForgetIfAbsent();
        if (Written.Info is { RevokeTime: null } info)
            await CommitAsync(Written with { Info = info with { RevokeTime = clock.GetUtcNow() } });
        return Written.Info;
    }

    // Once an activation. Listed first and asked then: either the withdrawal finds the key in the list, or the key finds the withdrawal.
    private async Task<bool> TakesPartAsync(OrganisationId own)
    {
        await ListAsync(own, Written.Info!.Id);
        return _isListed = (await GrainFactory.GetGrain<IOrganisationGrain>(own.Name).GetAsync())?.Withdrawal is null;
    }

    // A key in the list that was then not issued is harmless.
    private Task ListAsync(OrganisationId own, string id) => GrainFactory.GetGrain<INameIndexGrain>(KeyNames.IndexOf(own)).AddAsync(id);

    private bool IsSecret(byte[] digest, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(digest, Written.SecretDigest)
        || Written.EarlierSecrets.Any(secret => secret.EndTime > now && CryptographicOperations.FixedTimeEquals(digest, secret.Digest));

    // One way: whoever authenticates does not wait for it, and does not learn of its failure.
    private void TellUse(DateTimeOffset now)
    {
        DateTimeOffset hour = KeyUseGrain.HourOf(now);
        if (hour <= _lastToldUse)
            return;
        _lastToldUse = hour;
        _ = GrainFactory.GetGrain<IKeyUseGrain>(this.GetPrimaryKeyString()).TellAsync(hour);
    }

    // A guess must not leave an activation behind for every identifier guessed.
    private void ForgetIfAbsent()
    {
        if (Written.Info is null)
            DeactivateOnIdle();
    }
}
