using System.Collections.Immutable;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;

namespace Benchmarking.Grains.Organisations;

/// <summary>What the server may ask about organisations. Profiles are public; who may write them is the server's to check.</summary>
public sealed class OrganisationGateway(IGrainFactory grains)
{
    /// <summary>An organisation, or null.</summary>
    public Task<StoredOrganisation?> GetAsync(OrganisationId id) => Grain(id).GetAsync();

    /// <summary>All identifiers, in ordinal order.</summary>
    public Task<ImmutableArray<string>> ListIdsAsync() => grains.GetGrain<INameIndexGrain>(OrganisationId.Collection).ListAsync();

    /// <summary>Adds an organisation.</summary>
    public Task<Outcome<StoredOrganisation>> CreateAsync(Organisation organisation, string requestId) =>
        Grain(organisation.Id).PutAsync(new(organisation, PutMode.Create, "", requestId));

    /// <summary>Replaces an organisation's profile.</summary>
    public Task<Outcome<StoredOrganisation>> UpdateAsync(Organisation organisation, string etag, string requestId) =>
        Grain(organisation.Id).PutAsync(new(organisation, PutMode.Update, etag, requestId));

    /// <summary>Adds or replaces an organisation; says whether anything changed.</summary>
    public async Task<bool> ImportAsync(Organisation organisation)
    {
        StoredOrganisation? before = await GetAsync(organisation.Id);
        StoredOrganisation after = (await Grain(organisation.Id).PutAsync(new(organisation, PutMode.CreateOrUpdate, "", ""))).Value;
        return before?.Etag != after.Etag;
    }

    private IOrganisationGrain Grain(OrganisationId id) => grains.GetGrain<IOrganisationGrain>(id.Name);
}
