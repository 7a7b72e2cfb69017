using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Queries;
using Benchmarking.Returns;

namespace Benchmarking.Tests.Queries;

/// <summary>Two sectors in four regions of which the members' figures are known to the tests, and the edition that the valve makes of them.</summary>
internal sealed class QuerySector
{
    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly string[] Regions = ["east", "north", "south", "west"];

    /// <summary>A sector of so many members; one in nine has no region, and few are in the west.</summary>
    public QuerySector(int members = 150, bool hasControlGroups = false)
    {
        Members = [.. Enumerable.Range(0, members).Select(i => new OrganisationProfile($"m{i:000}", $"Member {i}", i % 2 == 0 ? "council" : "homes",
            i % 9 == 0 ? "" : i % 40 == 1 ? "west" : Regions[i % 3], i % 5 == 0 ? "small" : "large",
            hasControlGroups && i % 10 is 0 or 2 ? new Dictionary<string, string> { ["control_group"] = $"g{i / 10}" } : Nothing, ImmutableDictionary<string, string>.Empty).Validate().Value)];
        CohortLattice lattice = CohortLattice.Of(Members, 2);
        Measures = [Measure("hrs", "amount"), Measure("pct", "percentage"), Measure("rat", "rate"), Measure("gov", "yes-no")];
        Entries = Measures.ToDictionary(measure => measure.Id.Value, measure => Members.Where((_, i) => i % 11 != 3)
            .Select((member, i) => new ColumnEntry(member.Id, Numerator(measure.Kind, i), measure.Kind is MeasureKind.Amount or MeasureKind.YesNo ? 1 : 100 + i % 17)).ToArray());
        Tables = Measures.ToDictionary(measure => measure.Id.Value, measure => Valve.Protect(
            new(measure, measure.UsualStage, [.. Entries[measure.Id.Value]]), lattice, DisclosurePolicy.Default, TableHistory.None).Table);
        Edition = new(Period.TryParse("2025")!, 1, DateTimeOffset.UnixEpoch, [.. Measures.Select(measure => new TableKey(measure.Id, measure.UsualStage))],
            [.. lattice.Cohorts.Select((cohort, i) => new CohortSize(cohort, lattice.MembersOf[i].Length, lattice.BodiesOf(i)))], 1, 0, "");
        Catalogue = new(Measures);
    }

    public static QuerySector Usual { get; } = new();

    public ImmutableArray<Organisation> Members { get; }

    public ImmutableArray<Measure> Measures { get; }

    public Dictionary<string, ColumnEntry[]> Entries { get; }

    public Dictionary<string, Table> Tables { get; }

    public Edition Edition { get; }

    public Catalogue Catalogue { get; }

    /// <summary>The rows of a query that must be accepted.</summary>
    public QueryRow[] Rows(string filter = "", string[]? groupBy = null, string[]? measures = null, Statistic[]? statistics = null) =>
        [.. Plan(filter, groupBy, measures, statistics).Value.Blocks.SelectMany(block => block.Rows(Tables[block.Measure.Id.Value], 0))];

    public Outcome<QueryPlan> Plan(string filter = "", string[]? groupBy = null, string[]? measures = null, Statistic[]? statistics = null)
    {
        Outcome<Query> query = Query.Read(new([.. measures ?? []], [], filter, [.. groupBy ?? []], [.. (statistics ?? []).Select(statistic => (int)statistic)]),
            Catalogue, CategoryList.Of([Edition]));
        return query.IsAccepted ? QueryPlan.Of(query.Value, [Edition], Catalogue) : Outcome.Refused<QueryPlan>(query.Problems);
    }

    private static Measure Measure(string id, string kind) =>
        new MeasureDefinition(id, id, "u", "higher", kind, "", "", "1", "", "", Guidance.Empty).Validate().Value;

    private static decimal Numerator(MeasureKind kind, int i) => kind switch
    {
        MeasureKind.YesNo => i * 7 % 10 < 6 ? 1 : 0,
        MeasureKind.Percentage => 30 + i * 37 % 61,
        _ => 200 + i * 53 % 97,
    };
}
