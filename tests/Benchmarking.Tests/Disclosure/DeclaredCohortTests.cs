using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Tests.Disclosure;

/// <summary>The valve knows cohorts as sets of members alone: an umbrella body's membership or a group of neighbours joins as one more.</summary>
public sealed class DeclaredCohortTests
{
    private static readonly ImmutableArray<OrganisationId> Members = [.. Enumerable.Range(0, 40).Select(i => new OrganisationId($"m{i:00}"))];

    [Fact]
    public void Overlapping_cohorts_are_published_side_by_side_when_no_one_is_told()
    {
        ImmutableArray<CellStatus> statuses = Protect(Enumerable.Range(0, 25), Enumerable.Range(15, 25));
        Assert.All(statuses, status => Assert.Equal(CellStatus.Published, status));
    }

    [Fact]
    public void Cohorts_that_differ_by_one_organisation_are_not_both_published()
    {
        ImmutableArray<CellStatus> statuses = Protect(Enumerable.Range(0, 20), Enumerable.Range(0, 21));
        Assert.Single(statuses, status => status == CellStatus.Published);
    }

    [Fact]
    public void Three_overlapping_cohorts_that_tell_one_organisation_together_are_not_all_published()
    {
        // The first two less the third are the members that are in both: one.
        ImmutableArray<CellStatus> statuses = Protect(Enumerable.Range(0, 20), Enumerable.Range(19, 20), Enumerable.Range(0, 39));
        Assert.Contains(statuses, status => status != CellStatus.Published);
    }

    private static ImmutableArray<CellStatus> Protect(params IEnumerable<int>[] sets)
    {
        ImmutableArray<Cohort> cohorts = [.. sets.Select((_, index) => Cohort.Of(Dimension.Region, $"declared-{index}"))];
        CohortLattice lattice = new(Members, [.. Members.Select(_ => (string?)null)], cohorts, [.. sets.Select(set => set.ToImmutableArray())]);
        Measure amount = new MeasureDefinition("com", "Contribution", "£", "higher", "amount", "delivered", "", "0", "", "", Guidance.Empty).Validate().Value;
        ContributionColumn column = new(amount, Stage.Delivered, [.. Members.Select((member, i) => new ColumnEntry(member, 1_000m + 37 * (i * 17 % 40), 1))]);
        return SuppressionPattern.Of(column, lattice, DisclosurePolicy.Default, [], ImmutableHashSet<string>.Empty).Statuses;
    }
}
