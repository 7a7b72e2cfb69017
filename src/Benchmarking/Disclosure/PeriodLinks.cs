using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// What follows from what in a period: by today's catalogue, and by those of its earlier cuts. What an edition told of a total its parts' cells were
/// chosen by, and whoever knows the edition knows that still, whatever the catalogue says now. An earlier link that today's contradict is given up: a
/// measure follows from others or others from it, and it is a total or one ratio's numerator.
/// </summary>
internal sealed class PeriodLinks
{
    private readonly Dictionary<MeasureId, List<MeasureLinks>> _linksOf = [];
    private readonly HashSet<MeasureId> _followed = [];

    /// <summary>Reads them.</summary>
    /// <param name="today">The measures of the catalogue.</param>
    /// <param name="earlier">What measures followed from at the period's earlier cuts, the latest first.</param>
    public PeriodLinks(IEnumerable<Measure> today, IEnumerable<MeasureLinks> earlier)
    {
        foreach (MeasureLinks links in today.Select(MeasureLinks.Of).Concat(earlier))
        {
            if (!links.Followed.IsEmpty && IsNew(links) && GoesWithOthers(links))
                Add(links);
        }
    }

    /// <summary>Each way in which a measure's figures follow from others, today's first; most often none, or one.</summary>
    public ImmutableArray<MeasureLinks> Of(MeasureId measure) => _linksOf.TryGetValue(measure, out List<MeasureLinks>? links) ? [.. links] : [];

    /// <summary>
    /// The columns that are one table to an attacker, together; what others follow from comes first. Those without anyone's contribution are there for what
    /// earlier editions told of them, and are left out where nobody has returned a figure that they are linked with.
    /// </summary>
    /// <param name="columns">Today's columns, and an empty one for each table that an earlier edition had and today does not.</param>
    public ImmutableArray<ImmutableArray<ContributionColumn>> Group(ImmutableArray<ContributionColumn> columns)
    {
        Dictionary<(MeasureId, Stage), List<ContributionColumn>> groups = columns.ToDictionary(
            column => (column.Measure.Id, column.Stage), column => new List<ContributionColumn> { column });
        foreach (ContributionColumn column in columns)
        {
            foreach (MeasureId other in Of(column.Measure.Id).SelectMany(links => links.Followed))
            {
                List<ContributionColumn> own = groups[(column.Measure.Id, column.Stage)];
                if (!groups.TryGetValue((other, column.Stage), out List<ContributionColumn>? joined) || joined == own)
                    continue;
                own.AddRange(joined);
                foreach (ContributionColumn moved in joined)
                    groups[(moved.Measure.Id, moved.Stage)] = own;
            }
        }
        return [.. columns.Select(column => groups[(column.Measure.Id, column.Stage)]).Distinct()
            .Where(group => group.Exists(column => !column.Entries.IsEmpty))
            .Select(group => group.OrderBy(column => _linksOf.ContainsKey(column.Measure.Id)).ToImmutableArray())];
    }

    private bool IsNew(MeasureLinks links) => !Of(links.Measure).Any(known => known.Followed.ToHashSet().SetEquals(links.Followed));

    private bool GoesWithOthers(MeasureLinks links) => !_followed.Contains(links.Measure) && !links.Followed.Any(_linksOf.ContainsKey)
        && Of(links.Measure).All(known => known.NumeratorOf == links.NumeratorOf);

    private void Add(MeasureLinks links)
    {
        if (!_linksOf.TryGetValue(links.Measure, out List<MeasureLinks>? known))
            _linksOf[links.Measure] = known = [];
        known.Add(links);
        _followed.UnionWith(links.Followed);
    }
}
