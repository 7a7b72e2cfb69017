using Benchmarking.V1;

namespace Benchmarking.Server.Web.Releases;

/// <summary>A section of a release as its page shows it.</summary>
/// <param name="Id">Unique on its page.</param>
/// <param name="Section">The section.</param>
/// <param name="Tables">Its tables, numbered through the release.</param>
internal sealed record ReleaseSectionView(string Id, ReleaseSection Section, IReadOnlyList<ReleaseTableView> Tables);

/// <summary>What a release says, as its page and its preview show it.</summary>
/// <param name="Content">What it says.</param>
internal sealed record ReleaseView(ReleaseContent Content)
{
    /// <summary>Its sections, in order.</summary>
    public IReadOnlyList<ReleaseSectionView> Sections { get; } = Number(Content);

    private static List<ReleaseSectionView> Number(ReleaseContent content)
    {
        List<ReleaseSectionView> sections = [];
        int tables = 0;
        foreach (ReleaseSection section in content.Sections)
            sections.Add(new($"section-{sections.Count + 1}", section, [.. section.Tables.Select(table => new ReleaseTableView(++tables, table))]));
        return sections;
    }
}
