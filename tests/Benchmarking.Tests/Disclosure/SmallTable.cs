using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Tests.Disclosure;

/// <summary>An organisation with its figure, as few words as possible.</summary>
internal sealed record SmallMember(int Number, string Sector, string Region, string Size, decimal Numerator, decimal Denominator, string? Group = null, bool IsSilent = false)
{
    public ColumnEntry Entry => new(new($"m{Number:000}"), Numerator, Denominator);

    public Organisation Organisation => new(new($"m{Number:000}"), "", Sector, Region, Size,
        Group is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("control_group", Group),
        ImmutableSortedDictionary<string, decimal>.Empty);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number}{(Group is null ? "" : "@" + Group)} {Sector}/{Region}/{Size} {Numerator}:{Denominator}{(IsSilent ? " silent" : "")}");
}

/// <summary>A table small enough to try everything on.</summary>
internal sealed record SmallTable(MeasureKind Kind, ImmutableArray<SmallMember> Members, DisclosurePolicy Policy)
{
    public static readonly HashSet<string> NoneWithheld = [];

    /// <summary>What a rate is per.</summary>
    public int Per { get; init; } = 1;

    /// <summary>Texts of cohorts besides the crosses.</summary>
    public ImmutableArray<string> Declared { get; init; } = [];

    /// <summary>The control groups of earlier cuts.</summary>
    public ImmutableArray<CutGroups> EarlierGroups { get; init; } = [];

    public CohortLattice Lattice => CohortLattice.Of(Members.Select(member => member.Organisation), Policy.MostDimensionsCrossed, countsBodies: true, [.. Declared.Select(text => Cohort.Parse(text).Value)])
        .After(EarlierGroups);

    public Measure Measure => new(new("small"), "", Kind is MeasureKind.Amount or MeasureKind.Rate ? "units" : "%", Kind, Direction.None, [Stage.Delivered],
        Per, 1, "", "", [], Guidance.Empty, 1);

    public ContributionColumn Column => new(Measure, Stage.Delivered, [.. Returned]);

    private IEnumerable<ColumnEntry> Returned => Members.Where(member => !member.IsSilent).Select(member => member.Entry);

    public SuppressionPattern Protect(params ImmutableArray<Vintage> history) => SuppressionPattern.Of(Column, Lattice, Policy, history, NoneWithheld);

    /// <summary>The table as the attacker's system, after what earlier editions told.</summary>
    public TableProblem Problem(params ImmutableArray<Vintage> history)
    {
        Dictionary<OrganisationId, string?> groups = Lattice.Members.Zip(Lattice.ControlGroups).ToDictionary();
        ImmutableArray<ColumnEntry> entries = [.. Returned.OrderBy(entry => entry.Organisation.Value, StringComparer.Ordinal)
            .Select(entry => entry with { ControlGroup = groups[entry.Organisation] })];
        Dictionary<OrganisationId, int> positions = entries.Select((entry, index) => (entry.Organisation, index)).ToDictionary();
        ImmutableArray<ImmutableArray<int>> members = [.. Lattice.MembersOf.Select(cohort =>
            cohort.Select(member => positions.GetValueOrDefault(Lattice.Members[member], -1)).Where(position => position >= 0).ToImmutableArray())];
        return new([new(entries, members, Kind, history) { Multiplier = Measure.Multiplier }], Lattice, Policy);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} N={Policy.Threshold} m={Policy.CoalitionSize} per {Per}: {string.Join("; ", Members)}");
}
