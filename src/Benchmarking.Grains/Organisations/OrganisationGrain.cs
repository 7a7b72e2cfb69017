using System.Collections.Immutable;
using System.Text.Json;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Organisations;

/// <summary>An organisation as it is stored.</summary>
/// <param name="Organisation">Its profile.</param>
/// <param name="Etag">Changes with every change of the profile.</param>
/// <param name="UpdateTime">When it was last changed.</param>
/// <param name="Withdrawal">That it was withdrawn; null while it takes part.</param>
[GenerateSerializer, Immutable]
public sealed record StoredOrganisation(
    [property: Id(0)] Organisation Organisation, [property: Id(1)] string Etag, [property: Id(2)] DateTimeOffset UpdateTime,
    [property: Id(3)] OrganisationWithdrawal? Withdrawal = null);

/// <summary>That an organisation was withdrawn, for good.</summary>
/// <param name="Time">When.</param>
/// <param name="Reason">Why, for stewards to read.</param>
[GenerateSerializer, Immutable]
public sealed record OrganisationWithdrawal([property: Id(0)] DateTimeOffset Time, [property: Id(1)] string Reason);

/// <summary>How a profile is to be written.</summary>
/// <param name="Organisation">The profile.</param>
/// <param name="Mode">Whether it must be new, or there already.</param>
/// <param name="Etag">Checked unless empty.</param>
/// <param name="RequestId">Canonical, or empty.</param>
[GenerateSerializer, Immutable]
internal sealed record PutOrganisation(
    [property: Id(0)] Organisation Organisation, [property: Id(1)] PutMode Mode, [property: Id(2)] string Etag, [property: Id(3)] string RequestId);

internal enum PutMode
{
    Create,
    Update,
    CreateOrUpdate,
}

/// <summary>An organisation: its public profile.</summary>
internal interface IOrganisationGrain : IGrainWithStringKey
{
    Task<StoredOrganisation?> GetAsync();

    Task<Outcome<StoredOrganisation>> PutAsync(PutOrganisation put);

    /// <summary>Marks it as withdrawn: from here on it is in no cut, and none of its keys is taken anew.</summary>
    Task<Outcome<StoredOrganisation>> WithdrawAsync(string reason, string requestId);
}

[GenerateSerializer, Immutable]
internal sealed record OrganisationRecord
{
    [Id(0)]
    public Organisation? Organisation { get; init; }

    [Id(1)]
    public long Version { get; init; }

    [Id(2)]
    public DateTimeOffset UpdateTime { get; init; }

    [Id(3)]
    public ImmutableArray<RememberedRequest<StoredOrganisation>> Requests { get; init; } = [];

    [Id(4)]
    public OrganisationWithdrawal? Withdrawal { get; init; }

    public StoredOrganisation? Stored => Organisation is null ? null : new(Organisation, Etag.Of(Version), UpdateTime, Withdrawal);
}

/// <inheritdoc cref="IOrganisationGrain"/>
internal sealed class OrganisationGrain(
    [PersistentState("organisation.v1")] IPersistentState<OrganisationRecord> storage, TimeProvider clock, ILogger<OrganisationGrain> logger)
    : RecordGrain<OrganisationRecord>(storage, logger), IOrganisationGrain
{
    public Task<StoredOrganisation?> GetAsync() => Task.FromResult(Written.Stored);

    public async Task<Outcome<StoredOrganisation>> PutAsync(PutOrganisation put)
    {
        string digest = RememberedRequests.DigestOf(JsonSerializer.Serialize(new { put.Organisation, put.Mode, put.Etag }));
        if (Written.Requests.Find(put.RequestId) is { } earlier)
            return earlier.ContentDigest == digest ? Outcome.Accepted(earlier.Answer) : Outcome.Refused<StoredOrganisation>(RequestId.Reused(put.RequestId));
        if (Refusal(put) is { } problem)
            return Outcome.Refused<StoredOrganisation>(problem);
        if (put.Organisation.Equals(Written.Organisation))
        {
            // Remembered all the same: repeated after another's change, it must not undo that change.
            if (put.RequestId.Length > 0)
                await CommitAsync(Written with { Requests = Written.Requests.Remember(put.RequestId, digest, Written.Stored!) });
            return Outcome.Accepted(Written.Stored!);
        }
        OrganisationRecord next = Written with { Organisation = put.Organisation, Version = Written.Version + 1, UpdateTime = clock.GetUtcNow() };
        await GrainFactory.GetGrain<INameIndexGrain>(OrganisationId.Collection).AddAsync(put.Organisation.Id.Value);
        await CommitAsync(next with { Requests = next.Requests.Remember(put.RequestId, digest, next.Stored!) });
        return Outcome.Accepted(next.Stored!);
    }

    public async Task<Outcome<StoredOrganisation>> WithdrawAsync(string reason, string requestId)
    {
        string digest = RememberedRequests.DigestOf(JsonSerializer.Serialize(new { Withdraw = reason }));
        if (Written.Requests.Find(requestId) is { } earlier)
            return earlier.ContentDigest == digest ? Outcome.Accepted(earlier.Answer) : Outcome.Refused<StoredOrganisation>(RequestId.Reused(requestId));
        string id = this.GetPrimaryKeyString().Split('/')[1];
        if (Written.Organisation is null || Written.Withdrawal is not null)
            return Outcome.Refused<StoredOrganisation>(Written.Organisation is null ? OrganisationId.Unknown(id) : OrganisationId.Withdrawn(id));
        DateTimeOffset now = clock.GetUtcNow();
        OrganisationRecord next = Written with { Withdrawal = new(now, reason), Version = Written.Version + 1, UpdateTime = now };
        await CommitAsync(next with { Requests = next.Requests.Remember(requestId, digest, next.Stored!) });
        return Outcome.Accepted(next.Stored!);
    }

    private Problem? Refusal(PutOrganisation put) => (put.Mode, Written.Organisation) switch
    {
        _ when Written.Withdrawal is not null => OrganisationId.Withdrawn(put.Organisation.Id.Value),
        (PutMode.Create, not null) => new(0, "organisation_id", ProblemReason.AlreadyExists, $"There is an organisation {put.Organisation.Id} already.",
            "Update it, or choose another identifier."),
        (PutMode.Update, null) => OrganisationId.Unknown(put.Organisation.Id.Value),
        _ => Etag.Check(put.Etag, Written.Version),
    };
}
