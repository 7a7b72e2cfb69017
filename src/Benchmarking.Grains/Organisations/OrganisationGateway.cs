using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Organisations;

/// <summary>What the server may ask about organisations. Profiles are public; who may write them is the server's to check.</summary>
public sealed class OrganisationGateway
{
    private readonly IGrainFactory _grains;
    private readonly DataKeys _dataKeys;

    internal OrganisationGateway(IGrainFactory grains, DataKeys dataKeys) => (_grains, _dataKeys) = (grains, dataKeys);

    /// <summary>An organisation, or null.</summary>
    public Task<StoredOrganisation?> GetAsync(OrganisationId id) => Grain(id).GetAsync();

    /// <summary>All identifiers, in ordinal order.</summary>
    public Task<ImmutableArray<string>> ListIdsAsync() => _grains.GetGrain<INameIndexGrain>(OrganisationId.Collection).ListAsync();

    /// <summary>Adds an organisation.</summary>
    public Task<Outcome<StoredOrganisation>> CreateAsync(Organisation organisation, string requestId) =>
        Grain(organisation.Id).PutAsync(new(organisation, PutMode.Create, "", requestId));

    /// <summary>Replaces an organisation's profile.</summary>
    public Task<Outcome<StoredOrganisation>> UpdateAsync(Organisation organisation, string etag, string requestId) =>
        Grain(organisation.Id).PutAsync(new(organisation, PutMode.Update, etag, requestId));

    /// <summary>Adds or replaces an organisation; says whether anything changed. Refused when it was withdrawn.</summary>
    public async Task<Outcome<bool>> ImportAsync(Organisation organisation)
    {
        StoredOrganisation? before = await GetAsync(organisation.Id);
        return (await Grain(organisation.Id).PutAsync(new(organisation, PutMode.CreateOrUpdate, "", ""))).Select(after => before?.Etag != after.Etag);
    }

    /// <summary>
    /// Withdraws an organisation, for good: marks it, ends its keys, and last of all destroys the key that its returns are sealed under. What a
    /// try that failed has left undone the next one does, whoever makes it and whatever it is answered.
    /// </summary>
    public async Task<Outcome<StoredOrganisation>> WithdrawAsync(OrganisationId id, string reason, string requestId)
    {
        Outcome<StoredOrganisation> outcome = await Grain(id).WithdrawAsync(reason, requestId);
        if (await GetAsync(id) is { Withdrawal: not null })
            await FinishWithdrawalAsync(id);
        return outcome;
    }

    private async Task FinishWithdrawalAsync(OrganisationId id)
    {
        foreach (string key in await _grains.GetGrain<INameIndexGrain>(KeyNames.IndexOf(id)).ListAsync())
            await _grains.GetGrain<IKeyGrain>(KeyNames.Of(key)).RevokeAsync();
        await _dataKeys.DestroyAsync(id.Name);
        // Whatever of its returns is in a server's memory goes too.
        foreach (string period in await _grains.GetGrain<INameIndexGrain>("periods").ListAsync())
            await _grains.GetGrain<IReturnGrain>(Return.NameOf(id, Period.TryParse(period)!)).ForgetAsync();
    }

    private IOrganisationGrain Grain(OrganisationId id) => _grains.GetGrain<IOrganisationGrain>(id.Name);
}
