using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using CsCheck;

namespace Benchmarking.Tests.Editions;

/// <summary>From contributions to a protected table, and nothing between the two that has a name outside.</summary>
public sealed class ValveTests
{
    private static readonly Measure Satisfaction =
        new MeasureDefinition("tp01", "Satisfaction", "%", "higher", "percentage", "", "", "", "", "", Guidance.Empty).Validate().Value;

    private static readonly Measure Policy =
        new MeasureDefinition("gov", "Policy", "yes/no", "higher", "yes-no", "", "", "", "", "", Guidance.Empty).Validate().Value;

    private static Organisation Member(int i, string region = "north") =>
        new OrganisationProfile($"m{i:000}", $"Member {i}", "council", region, "", ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty).Validate().Value;

    private static Table Protect(Measure measure, IEnumerable<(Organisation Member, decimal Numerator, decimal Denominator)> entries, params IEnumerable<Organisation> silent)
    {
        (Organisation Member, decimal Numerator, decimal Denominator)[] all = [.. entries];
        CohortLattice lattice = CohortLattice.Of(all.Select(entry => entry.Member).Concat(silent), 2);
        return Valve.Protect(
            new(measure, measure.UsualStage, [.. all.Select(entry => new ColumnEntry(entry.Member.Id, entry.Numerator, entry.Denominator))]), lattice, DisclosurePolicy.Default, TableHistory.None).Table;
    }

    // n members with the same weight and 31, 32, … of 100.
    private static Table Ladder(int n) => Protect(Satisfaction, Enumerable.Range(1, n).Select(i => (Member(i), 30m + i, 100m)));

    [Fact]
    public void Nine_are_withheld_and_ten_are_published()
    {
        Cell nine = Ladder(9).Find(Cohort.All)!;
        Assert.False(nine.IsPublished);
        Assert.Equal(WithheldReason.TooFew, nine.Reason);
        Assert.All([nine.Mean, nine.Ratio, .. nine.Quantiles.Select(quantile => quantile.Figure)],
            figure => Assert.Equal((null, null, Marker.Confidential), (figure.Value, figure.Text, figure.Marker)));
        // 31 … 40: the mean is 35.5, and with equal weights so is the ratio.
        Cell ten = Ladder(10).Find(Cohort.All)!;
        Assert.Equal((10, 35.5, 35.5), (ten.N, Math.Round(ten.Mean.Value!.Value, 10), Math.Round(ten.Ratio.Value!.Value, 10)));
    }

    [Fact]
    public void Too_few_follows_from_membership_alone()
    {
        // Ten members of whom nine returned: that one is missing must not be told.
        Cell cell = Protect(Satisfaction, Enumerable.Range(1, 9).Select(i => (Member(i), 30m + i, 100m)), Member(10)).Find(Cohort.All)!;
        Assert.Equal((WithheldReason.Protected, 10), (cell.Reason, cell.MemberCount));
    }

    [Theory]
    [InlineData(10, "0.5")]
    [InlineData(19, "0.5")]
    [InlineData(20, "0.25 0.5 0.75")]
    [InlineData(49, "0.25 0.5 0.75")]
    [InlineData(50, "0.1 0.25 0.5 0.75 0.9")]
    public void A_quantile_needs_five_on_either_side(int n, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ladder(n).Find(Cohort.All)!.Quantiles.Where(quantile => quantile.Figure.Value is not null).Select(quantile => quantile.Probability.ToString(CultureInfo.InvariantCulture))));

    [Fact]
    public void A_run_of_equal_values_is_coded()
    {
        // Twelve of twenty at exactly 80: the median would tell what each of a class returned.
        Table table = Protect(Satisfaction, Enumerable.Range(1, 20).Select(i => (Member(i), i <= 4 ? 60m + i : i <= 16 ? 80m : 80m + i, 100m)));
        Figure median = table.Find(Cohort.All)!.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure;
        Assert.Equal((null, "between 80 % and 90 %"), (median.Value, median.Text));
    }

    [Theory]
    [InlineData(0, "under 20 %")]
    [InlineData(2, "under 20 %")]
    [InlineData(3, "under 20 %")]
    [InlineData(4, null)]
    [InlineData(16, null)]
    [InlineData(17, "over 80 %")]
    [InlineData(20, "over 80 %")]
    public void A_proportion_needs_more_than_three_on_either_side(int yes, string? coded)
    {
        // 4 of 20 is 20 %: the coded text is the same for 0 to 3, or two who said yes would know that nobody else did.
        Cell cell = Protect(Policy, Enumerable.Range(1, 20).Select(i => (Member(i), i <= yes ? 1m : 0m, 1m))).Find(Cohort.All)!;
        Assert.Equal((coded, coded is null ? 5.0 * yes : null), (cell.Ratio.Text, cell.Ratio.Value));
        Assert.Equal(coded is null, cell.Ratio.Interval is not null);
    }

    [Fact]
    public void A_cohort_outside_the_lattice_names_the_nearest_published()
    {
        CohortLattice lattice = CohortLattice.Of(Enumerable.Range(1, 12).Select(i => Member(i)), 2);
        Table table = Ladder(12);
        Edition edition = new(Period.TryParse("2025")!, 1, DateTimeOffset.UnixEpoch, [new(Satisfaction.Id, Satisfaction.UsualStage)],
            [.. lattice.Cohorts.Select((cohort, i) => new CohortSize(cohort, lattice.MembersOf[i].Length)), new(Cohort.Of(Dimension.SizeBandHomes, "small"), 0)], 1, 0, "");
        Cell cell = edition.Read(table, Cohort.Parse("sector=council,region=north,size_band_homes=small").Value).Value;
        Assert.Equal(WithheldReason.NotPublished, cell.Reason);
        Assert.Equal("sector=council,region=north", cell.NearestPublished[0].Cohort.Text);
        Assert.Equal(3, cell.NearestPublished.Length);
        Assert.Equal(ProblemReason.CohortUnknown, edition.Read(table, Cohort.Parse("sector=library").Value).Problems[0].Reason);
        Assert.Equal(Marker.NotAvailable, edition.Read(null, Cohort.All).Value.Mean.Marker);
    }

    [Fact]
    public void The_order_of_organisations_changes_no_bit() =>
        Gen.Select(Gen.Int[1, 99], Gen.Int[100, 400]).Array[10, 40].Sample(pairs =>
        {
            var entries = pairs.Select((pair, i) => (Member(i, i % 3 == 0 ? "north" : "south"), (decimal)pair.Item1, (decimal)pair.Item2)).ToArray();
            return Describe(Protect(Satisfaction, entries)) == Describe(Protect(Satisfaction, entries.Reverse()));
        }, iter: 200);

    [Fact]
    public void No_published_figure_is_one_organisations_own()
    {
        // Seven digits that no rounding makes: if one came out, it would be seen.
        decimal[] marks = [.. Enumerable.Range(0, 60).Select(i => 2_000_003m + 131_071m * ((i * 37) % 61))];
        Measure amount = new MeasureDefinition("com", "Contribution", "£", "higher", "amount", "", "", "0", "", "", Guidance.Empty).Validate().Value;
        Table table = Protect(amount, marks.Select((mark, i) => (Member(i, i % 2 == 0 ? "north" : "south"), mark, 1m)));
        double[] figures = [.. table.Cells.SelectMany(cell => (Figure[])[cell.Mean, cell.Ratio, .. cell.Quantiles.Select(quantile => quantile.Figure)]).Select(figure => figure.Value).OfType<double>()];
        Assert.True(figures.Length > 10);
        Assert.DoesNotContain(figures, figure => marks.Contains((decimal)figure));
    }

    [Fact]
    public void What_is_not_protected_has_no_name_outside()
    {
        Assembly domain = typeof(Valve).Assembly;
        Type[] raw = [typeof(Contribution), typeof(ContributionColumn), typeof(ColumnEntry), typeof(CellContribution), typeof(SuppressionPattern), typeof(Valve)];
        Assert.All(raw, type => Assert.False(type.IsVisible));
        Assert.Equal(["Benchmarking.Grains", "Benchmarking.Grains.Tests", "Benchmarking.Performance", "Benchmarking.Tests"],
            domain.GetCustomAttributes<InternalsVisibleToAttribute>().Select(attribute => attribute.AssemblyName).Order(StringComparer.Ordinal));
        Assert.All([typeof(Figure), typeof(Cell), typeof(Table), typeof(Edition)], type => Assert.Empty(type.GetConstructors()));
    }

    private static string Describe(Table table) => string.Join('\n', table.Cells.Select(cell => string.Join(' ',
        [cell.Cohort.Text, cell.MemberCount, cell.N, cell.Reason, .. ((Figure[])[cell.Mean, cell.Ratio, .. cell.Quantiles.Select(quantile => quantile.Figure)])
            .Select(figure => $"{(figure.Value is { } value ? BitConverter.DoubleToInt64Bits(value) : null)}|{figure.Text}|{figure.Marker}")])));
}
