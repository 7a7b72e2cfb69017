using System.Collections.Immutable;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The organisations, for stewards.</summary>
[Needs("OrganisationService/CreateOrganisation")]
internal sealed class OrganisationsPage(OrganisationGateway organisations) : SessionPage
{
    /// <summary>How many there are.</summary>
    public int Total { get; private set; }

    /// <summary>Those on this page.</summary>
    public IReadOnlyList<Organisation> Shown { get; private set; } = [];

    /// <summary>Which page of them.</summary>
    public Paging Paging { get; private set; } = new(1, 1, "");

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(int number = 1)
    {
        ImmutableArray<string> ids = await organisations.ListIdsAsync();
        (Total, Paging) = (ids.Length, Paging.Of(ids.Length, number, "/organisations"));
        StoredOrganisation?[] stored = await Task.WhenAll(Paging.Items(ids).Select(id => organisations.GetAsync(OrganisationId.TryParse(id)!)));
        Shown = [.. stored.OfType<StoredOrganisation>().Select(one => one.Organisation)];
    }
}
