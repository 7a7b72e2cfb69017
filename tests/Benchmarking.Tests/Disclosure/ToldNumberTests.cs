using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What the attacker is taken to be told is what is told, to the last digit.</summary>
public sealed class ToldNumberTests
{
    private static readonly decimal[] Numerators = [8.35m, 4.02m, 3.72m, 7.93m, 2.2m, 7.96m, 13.92m, 8.03m, 5.44m, 8.03m];
    private static readonly decimal[] Denominators = [21.3m, 19.1m, 13.1m, 26m, 9.3m, 36.4m, 38.6m, 29.4m, 17.9m, 20.9m];

    [Fact]
    public void A_ratio_on_an_edge_is_in_the_band_that_is_told()
    {
        // 30 % exactly, which as a double lies below 30: summed in another order it would be 30.
        SmallTable table = new(MeasureKind.Percentage, [.. Numerators.Zip(Denominators, (numerator, denominator) => (numerator, denominator))
            .Select((pair, number) => new SmallMember(number, "", "", "", pair.numerator, pair.denominator))], DisclosurePolicy.Default with { SharePercent = 40 });
        string told = CodedCell.Of(table.Lattice.Cohorts[0], 10, [.. table.Column.Entries], table.Measure, table.Policy).Ratio.Text!;
        Assert.Equal("between 20 % and 30 %", told);
        TableProblem problem = table.Problem();
        CellChoice cell = problem.Cells[0];
        PublishedSum coded = cell.SumsOf[cell.Statuses.IndexOf(CellStatus.Coded)].Select(sum => problem.System.Sums[sum]).Single(sum => sum.IsWeighted);
        double weight = (double)Denominators.Sum();
        Assert.Equal((10 * weight, 0), (coded.Fall, coded.Rise), (one, other) => Math.Abs(one.Item1 - other.Item1) < 1e-6 && Math.Abs(one.Item2 - other.Item2) < 1e-6);
    }

    [Theory]
    [InlineData(1, 20, 20.5, "between 20 and 50 units")]
    [InlineData(1000, 0.02, 0.0205, "between 20 and 50 units")]
    [InlineData(52, 0.4, 0.41, "between 20 and 50 units")]
    public void A_rates_band_is_that_of_its_own_unit(int per, double least, double most, string told)
    {
        SmallTable table = new(MeasureKind.Rate, [.. Enumerable.Range(0, 12).Select(number => new SmallMember(number, "", "", "",
            (decimal)(least + (most - least) * number / 12) * 10_000, 10_000))], DisclosurePolicy.Default)
        { Per = per };
        Assert.Equal(told, CodedCell.Of(table.Lattice.Cohorts[0], 12, [.. table.Column.Entries], table.Measure, table.Policy).Ratio.Text);
        TableProblem problem = table.Problem();
        PublishedSum coded = problem.Cells[0].SumsOf[problem.Cells[0].Statuses.IndexOf(CellStatus.Coded)].Select(sum => problem.System.Sums[sum]).Single(sum => sum.IsWeighted);
        double total = table.Members.Sum(member => (double)member.Numerator), weight = 12 * 10_000;
        Assert.Equal(20.0 / per * weight, total - coded.Fall, 1e-6 * total);
        Assert.Equal(50.0 / per * weight, total + coded.Rise, 1e-6 * total);
    }

    [Fact]
    public void The_mean_of_percentages_does_not_tell_the_counts_behind_it()
    {
        // With denominators that share no factor all digits of the mean would tell each numerator.
        int[] denominators = [7, 9, 11, 13, 16, 17, 19, 23, 25, 29], numerators = [4, 6, 5, 9, 9, 11, 10, 15, 14, 18];
        SmallTable Table(int[] counts) => new(MeasureKind.Percentage, [.. counts.Select((count, number) => new SmallMember(number, "", "", "", count, denominators[number]))], DisclosurePolicy.Default);
        double Mean(int[] counts) => Table(counts) is var table ? PublishedCell.Of(table.Lattice.Cohorts[0], 10, [.. table.Column.Entries], table.Measure, table.Policy).Mean.Value!.Value : 0;
        Assert.Equal(59.5, Mean(numerators));
        // One more of 25 and one less of 23 and of 29: other counts with the same mean.
        Assert.Equal(59.5, Mean([4, 6, 5, 9, 9, 11, 10, 14, 15, 18]));
    }

    [Fact]
    public void Quartiles_of_figures_that_lie_close_are_not_told_beside_one_another()
    {
        Cell Of(Func<int, decimal> figure) => new SmallTable(MeasureKind.Amount, [.. Enumerable.Range(0, 20).Select(number => new SmallMember(number, "", "", "", figure(number), 1))],
            DisclosurePolicy.Default) is var table ? PublishedCell.Of(table.Lattice.Cohorts[0], 20, [.. table.Column.Entries], table.Measure with { Decimals = 2 }, table.Policy) : null!;
        Cell close = Of(number => 1_000 + number / 100m), apart = Of(number => 1_000 + 10 * number);
        Assert.Equal((true, false, false), (close.ValueAt(0.5) is not null, close.ValueAt(0.25) is not null, close.ValueAt(0.75) is not null));
        Assert.All([0.25, 0.5, 0.75], probability => Assert.NotNull(apart.ValueAt(probability)));
    }
}
