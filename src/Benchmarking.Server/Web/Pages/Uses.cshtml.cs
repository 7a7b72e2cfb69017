using System.Collections.Immutable;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Releases;
using Benchmarking.Measures;
using Benchmarking.Releases;
using Benchmarking.Server.Web.Wording;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The published releases that a member's own figures went into, among those of others.</summary>
[Needs("ReleaseService/ListReleaseUses")]
internal sealed class UsesPage(ReleaseGateway releases, MeasureGateway measures) : SessionPage
{
    /// <summary>The uses among the releases that this page looks at, those that appeared last first.</summary>
    public IReadOnlyList<ReleaseUse> Uses { get; private set; } = [];

    /// <summary>Which page of the releases.</summary>
    public Paging Paging { get; private set; } = new(1, 1, "");

    private Catalogue? Catalogue { get; set; }

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(int number = 1)
    {
        ImmutableArray<ReleaseHeadline> all = await releases.ListAsync();
        Paging = Paging.Of(all.Length, number, "/uses");
        List<ReleaseUse> uses = [];
        foreach (ReleaseHeadline headline in Paging.Items(all))
        {
            if (await releases.FindUseAsync(Own, headline) is { } use)
                uses.Add(use);
        }
        (Uses, Catalogue) = (uses, await measures.GetAsync());
    }

    /// <summary>A table in words.</summary>
    public string Words(UsedTable table)
    {
        string stage = table.Stage == Stage.Unstaged ? "" : $", {Say.Stage(table.Stage).ToLowerInvariant()}";
        return $"{Catalogue?.Find(table.Measure)?.Name ?? table.Measure.Value}{stage} ({Say.Edition(table.Edition)})";
    }
}
