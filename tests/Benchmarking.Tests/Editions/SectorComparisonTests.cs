using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Statistics;

namespace Benchmarking.Tests.Editions;

/// <summary>Cohorts beside each other: from published cells alone, and never clearer than those are.</summary>
public sealed class SectorComparisonTests
{
    private static readonly Measure Policy =
        new MeasureDefinition("gov", "Policy", "yes/no", "higher", "yes-no", "", "", "", "", "", Guidance.Empty).Validate().Value;

    private static readonly Measure Hours =
        new MeasureDefinition("hrs", "Hours", "hours", "higher", "amount", "", "", "1", "", "", Guidance.Empty).Validate().Value;

    private static readonly Cohort A = Cohort.Parse("sector=a").Value, B = Cohort.Parse("sector=b").Value;

    private static Cell YesNo(Cohort cohort, int yes, int n, int members)
    {
        WilsonInterval wilson = WilsonInterval.Of(yes, n);
        Figure figure = Figure.Of(100.0 * yes / n, new(100 * wilson.Lower, 100 * wilson.Upper));
        return new(cohort, members, n, figure, figure, Cell.EveryQuantile(Figure.NotAvailable), null, []);
    }

    private static Cell Coded(Cohort cohort, double from, double to, int n)
    {
        Figure figure = Figure.Coded("some", new(from, to));
        return new(cohort, n, n, figure, figure, Cell.EveryQuantile(Figure.NotAvailable), null, []);
    }

    private static Cell Amounts(Cohort cohort, int n, params Figure[] quartiles) => new(cohort, n, n, Figure.Of(1), Figure.Of(1),
        [.. Cell.Probabilities.Zip([Figure.NotAvailable, .. quartiles, Figure.NotAvailable], (probability, figure) => new QuantileFigure(probability, figure))], null, []);

    private static Figure[] Values(params double[] values) => [.. values.Select(value => Figure.Of(value))];

    private static Figure[] Bands(params (double From, double To)[] bands) => [.. bands.Select(band => Figure.Coded("some", new(band.From, band.To)))];

    private static SectorComparison Compare(Measure measure, params Cell[] cells)
    {
        Edition edition = new(Period.TryParse("2025")!, 1, DateTimeOffset.UnixEpoch, [], [.. cells.Select(cell => new CohortSize(cell.Cohort, cell.MemberCount ?? 0))], 1, 0, "");
        return SectorComparison.Of(edition, new(measure, measure.UsualStage, [.. cells]), measure, measure.UsualStage, [.. cells.Select(cell => cell.Cohort)]).Value;
    }

    [Fact]
    public void The_survey_of_2014_is_no_clear_difference_although_everyone_answered()
    {
        SectorComparison comparison = Compare(Policy, YesNo(A, 33, 77, 77), YesNo(B, 41, 123, 123));
        SectorDifference difference = Assert.Single(comparison.Differences);
        Assert.Equal((Verdict.NoClearDifference, null), (difference.Verdict, difference.Reason));
        Assert.Equal(9.5, difference.Difference.Value!.Value, 0.05);
        Assert.Equal((-4.09, 23.07), (Math.Round(difference.Difference.Interval!.Value.Lower, 2), Math.Round(difference.Difference.Interval.Value.Upper, 2)));
        Assert.Equal(1.357, difference.Score!.Value, 0.001);
        Assert.Equal((32, 54), (Math.Round(comparison.Figures[0].Figure.Interval!.Value.Lower), Math.Round(comparison.Figures[0].Figure.Interval!.Value.Upper)));
        // Of these 77 it is the figure itself.
        Assert.Equal((comparison.Figures[0].Figure.Value, comparison.Figures[0].Figure.Value), (comparison.Figures[0].AmongMembers!.Value.Lower, comparison.Figures[0].AmongMembers!.Value.Upper));
    }

    [Fact]
    public void Who_has_not_answered_widens_what_is_known_of_all_members()
    {
        SectorFigure figure = Compare(Policy, YesNo(A, 33, 77, 150), YesNo(B, 41, 123, 123)).Figures[0];
        Assert.True(figure.Figure.Interval!.Value.Lower < figure.AmongMembers!.Value.Lower && figure.AmongMembers.Value.Lower < figure.Figure.Value);
        Cell carried = YesNo(A, 33, 77, 77).Carried(150);
        Assert.Null(Compare(Policy, carried, YesNo(B, 41, 123, 123)).Figures[0].AmongMembers);
    }

    [Fact]
    public void The_first_is_higher_and_turned_round_it_is_lower()
    {
        Cell high = YesNo(A, 60, 77, 77), low = YesNo(B, 41, 123, 123);
        Assert.Equal(Verdict.Higher, Compare(Policy, high, low).Differences[0].Verdict);
        Assert.Equal(Verdict.Lower, Compare(Policy, low, high).Differences[0].Verdict);
    }

    [Fact]
    public void Each_two_of_many_are_compared_in_the_order_asked_for()
    {
        Cohort c = Cohort.Parse("sector=c").Value;
        SectorComparison comparison = Compare(Policy, YesNo(c, 5, 20, 20), YesNo(A, 6, 20, 20), YesNo(B, 7, 20, 20));
        Assert.Equal([(c, A), (c, B), (A, B)], comparison.Differences.Select(difference => (difference.First, difference.Second)));
    }

    [Theory]
    [InlineData(0, 20, 40, Verdict.Lower)]
    [InlineData(60, 80, 40, Verdict.NoClearDifference)]
    // The whole band lies below 70 %, but what is in it might be so by chance.
    [InlineData(50, 60, 20, Verdict.NoClearDifference)]
    public void A_coded_percentage_is_every_one_in_its_band(double from, double to, int n, Verdict verdict)
    {
        SectorDifference difference = Compare(Policy, Coded(A, from, to, n), YesNo(B, 70, 100, 100)).Differences[0];
        Assert.Equal(verdict, difference.Verdict);
        Assert.Null(difference.Difference.Value);
        Assert.Null(difference.Score);
        for (int yes = (int)Math.Ceiling(from * n / 100); yes <= to * n / 100; yes++)
        {
            Interval exact = Compare(Policy, YesNo(A, yes, n, n), YesNo(B, 70, 100, 100)).Differences[0].Difference.Interval!.Value;
            Assert.True(difference.Difference.Interval!.Value.Lower <= exact.Lower && difference.Difference.Interval.Value.Upper >= exact.Upper);
        }
    }

    [Fact]
    public void Medians_have_the_interval_that_their_quantiles_give()
    {
        SectorComparison comparison = Compare(Hours, Amounts(A, 80, Values(10, 20, 40)), Amounts(B, 80, Values(50, 60, 70)));
        MedianInterval expected = MedianInterval.Of(80, [(0.25, 10), (0.5, 20), (0.75, 40)])!.Value;
        Assert.Equal((20, new Interval(expected.Lower, expected.Upper)), (comparison.Figures[0].Figure.Value, comparison.Figures[0].Figure.Interval));
        Assert.Equal((Verdict.Lower, -40), (comparison.Differences[0].Verdict, comparison.Differences[0].Difference.Value));
        Assert.Null(comparison.Differences[0].Score);
        Assert.Null(comparison.Figures[0].AmongMembers);
    }

    [Fact]
    public void Fewer_than_20_have_no_interval_and_are_not_compared()
    {
        SectorDifference difference = Compare(Hours, Amounts(A, 19, Values(10, 20, 40)), Amounts(B, 80, Values(50, 60, 70))).Differences[0];
        Assert.Equal((Verdict.NotCompared, NotComparedReason.NoInterval, -40), (difference.Verdict, difference.Reason, difference.Difference.Value));
        Assert.Null(difference.Difference.Interval);
    }

    [Fact]
    public void Banded_medians_are_clear_only_when_the_bands_of_their_quartiles_are()
    {
        Cell low = Amounts(A, 30, Bands((10, 20), (20, 50), (20, 50))), high = Amounts(B, 30, Bands((100, 200), (100, 200), (200, 500)));
        Assert.Equal(Verdict.Lower, Compare(Hours, low, high).Differences[0].Verdict);
        // The medians' bands are apart here too, but not what the quartiles leave to chance.
        Cell near = Amounts(B, 30, Bands((50, 100), (100, 200), (100, 200)));
        Assert.Equal(Verdict.NoClearDifference, Compare(Hours, low, near).Differences[0].Verdict);
        Assert.Equal(new Interval(10, 50), Compare(Hours, low, near).Figures[0].Figure.Interval);
        // An edition cut before bands were kept in numbers.
        Figure[] texts = [.. Enumerable.Range(0, 3).Select(_ => new Figure(null, "some", null, null))];
        Assert.Equal(NotComparedReason.NoInterval, Compare(Hours, Amounts(A, 30, texts), high).Differences[0].Reason);
    }

    [Fact]
    public void What_is_withheld_or_was_not_returned_is_not_compared_and_says_why()
    {
        Cell told = YesNo(B, 41, 123, 123);
        SectorDifference withheld = Compare(Policy, Cell.Withheld(A, 30, WithheldReason.Protected, []), told).Differences[0];
        Assert.Equal((Verdict.NotCompared, NotComparedReason.Withheld, Marker.Confidential), (withheld.Verdict, withheld.Reason, withheld.Difference.Marker));
        SectorDifference absent = Compare(Policy, Cell.NotReturned(A, 30), told).Differences[0];
        Assert.Equal((Verdict.NotCompared, NotComparedReason.NoFigure, Marker.NotAvailable), (absent.Verdict, absent.Reason, absent.Difference.Marker));
    }

    [Theory]
    [InlineData("sector=a", "sector=b", false)]
    [InlineData("sector=a", "all", true)]
    [InlineData("sector=a", "region=north", true)]
    [InlineData("sector=a,region=north", "sector=a,region=south", false)]
    public void Cohorts_that_may_share_members_are_named(string first, string second, bool mayShare)
    {
        (Cohort one, Cohort other) = (Cohort.Parse(first).Value, Cohort.Parse(second).Value);
        Assert.Equal(mayShare, one.MayShareMembersWith(other));
        Assert.Equal(mayShare, other.MayShareMembersWith(one));
    }

    [Fact]
    public void Every_problem_of_the_cohorts_is_told_at_once()
    {
        Assert.Equal([ProblemReason.FieldRequired], SectorComparison.Cohorts(["all"]).Problems.Select(problem => problem.Reason));
        Assert.Equal([ProblemReason.TooManyLines], SectorComparison.Cohorts([.. Enumerable.Range(0, 11).Select(i => $"sector=s{i}")]).Problems.Select(problem => problem.Reason));
        Assert.Equal([ProblemReason.CohortUnknown, ProblemReason.CohortUnknown, ProblemReason.LineDuplicate],
            SectorComparison.Cohorts(["=", "colour=red", "all", ""]).Problems.Select(problem => problem.Reason));
        Assert.Equal([A, B], SectorComparison.Cohorts(["sector=a", "SECTOR = b"]).Value.AsEnumerable());
    }
}
