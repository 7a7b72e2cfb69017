using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Performance;

/// <summary>
/// A sector of any size, labelled synthetic: 2 sectors × 5 regions × 12 size bands, hence 114 cells of at most two dimensions over 120
/// atoms, 234 in all; weights are log-normal, as landlords' are. The same seed gives the same sector.
/// </summary>
internal sealed class SyntheticSector(int organisations, int seed = 20260101)
{
    private readonly ImmutableArray<Organisation> _members = [.. Enumerable.Range(0, organisations).Select(i => new Organisation(
        new($"s{i:000000}"), $"Synthetic {i}", $"sector-{i % 2}", $"region-{i / 2 % 5}", $"band-{i / 10 % 12:00}",
        ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, decimal>.Empty))];

    public CohortLattice Lattice => CohortLattice.Of(_members, DisclosurePolicy.Default.MostDimensionsCrossed);

    /// <summary>Three measures in five are percentages, the others rates and amounts.</summary>
    public IEnumerable<ContributionColumn> Columns(int count) => Enumerable.Range(0, count).Select(Column);

    private ContributionColumn Column(int index)
    {
        MeasureKind kind = index % 5 < 3 ? MeasureKind.Percentage : index % 5 == 3 ? MeasureKind.Rate : MeasureKind.Amount;
        Random random = new(seed + index);
        double centre = 20 + 60 * random.NextDouble();
        Measure measure = new(new($"m{index:000}"), $"m{index:000}", kind == MeasureKind.Percentage ? "%" : "units", kind, Direction.None, [Stage.Delivered],
            kind == MeasureKind.Rate ? 1000 : 1, 1, "", "", [], Guidance.Empty, 1);
        return new(measure, Stage.Delivered, [.. _members.Select(member => Entry(member.Id, kind, centre, random))]);
    }

    private static ColumnEntry Entry(OrganisationId organisation, MeasureKind kind, double centre, Random random)
    {
        decimal denominator = Math.Max(50, Math.Round((decimal)Math.Exp(7 + 1.1 * Normal(random))));
        double value = Math.Clamp(centre + 10 * Normal(random), 1, 99);
        return kind == MeasureKind.Amount
            ? new(organisation, Math.Round((decimal)Math.Exp(9 + 0.8 * Normal(random)), 2), 1)
            : new(organisation, Math.Round(denominator * (decimal)value / 100), denominator);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
