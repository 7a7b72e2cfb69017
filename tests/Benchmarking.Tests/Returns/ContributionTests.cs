using Benchmarking.Measures;
using Benchmarking.Returns;
using CsCheck;

namespace Benchmarking.Tests.Returns;

public sealed class ContributionTests
{
    private static ReturnLine Line(string measure, Stage stage, decimal numerator, decimal denominator) =>
        new(MeasureId.TryParse(measure)!, stage, numerator, denominator);

    [Fact]
    public void Lines_are_added_up_by_measure_and_stage_in_order() => Assert.Equal(
        [
            new Contribution(MeasureId.TryParse("emp-01")!, Stage.Committed, 5, 6),
            new Contribution(MeasureId.TryParse("emp-01")!, Stage.Delivered, 9, 12), // 2 + 7 over 4 + 8
            new Contribution(MeasureId.TryParse("spd-01")!, Stage.Committed, 1, 2),
        ],
        Contribution.Sum(
        [
            Line("spd-01", Stage.Committed, 1, 2), Line("emp-01", Stage.Delivered, 2, 4), Line("emp-01", Stage.Committed, 5, 6),
            Line("emp-01", Stage.Delivered, 7, 8),
        ]));

    [Fact]
    public void Sums_are_exact_decimals()
    {
        Contribution sum = Contribution.Sum([Line("emp-01", Stage.Delivered, 0.1m, 0.7m), Line("emp-01", Stage.Delivered, 0.2m, 0.1m)]).Single();
        Assert.Equal((0.3m, 0.8m), (sum.Numerator, sum.Denominator)); // in doubles 0.1 + 0.2 is not 0.3
    }

    [Fact]
    public void The_largest_return_adds_up_exactly() => Assert.Equal(
        1_999_000_000_000_000.000001m, // 1,999 × 1e12 + 0.000001
        Contribution.Sum([.. Enumerable.Repeat(Line("emp-01", Stage.Delivered, 1e12m, 1), 1_999), Line("emp-01", Stage.Delivered, 0.000001m, 1)])
            .Single().Numerator);

    [Fact]
    public void Law_the_order_of_lines_changes_nothing()
    {
        Gen<ReturnLine> line = Gen.Select(Gen.Int[0, 2].Select(i => new[] { "emp-01", "emp-02", "spd-01" }[i]), Gen.Int[1, 2].Select(i => (Stage)i),
            Gen.Long[0, 1_000_000_000], Gen.Long[1, 1_000_000_000],
            (measure, stage, numerator, denominator) => Line(measure, stage, numerator / 1_000_000m, denominator / 1_000_000m));
        Gen.Select(line.Array[1, 20], Gen.Int[0, int.MaxValue].Array[20]).Sample((lines, keys) =>
        {
            IEnumerable<ReturnLine> shuffled = lines.Select((item, index) => (item, keys[index])).OrderBy(pair => pair.Item2).Select(pair => pair.item);
            return Contribution.Sum(lines).SequenceEqual(Contribution.Sum(shuffled));
        });
    }

    [Fact]
    public void An_own_figure_is_the_measures_value_of_the_sums()
    {
        var own = OwnFigure.Of(
            [
                Line("emp-05", Stage.Delivered, 1, 4), Line("emp-05", Stage.Delivered, 5, 6), Line("com-03", Stage.Delivered, 3, 1_500),
                Line("gov-01", Stage.Unstaged, 1, 1), Line("retired", Stage.Delivered, 1, 1),
            ],
            Catalogue.Default);
        Assert.Equal(
            [
                new OwnFigure(MeasureId.TryParse("com-03")!, Stage.Delivered, 2, 1_500), // 1,000 × 3 ÷ 1,500
                new OwnFigure(MeasureId.TryParse("emp-05")!, Stage.Delivered, 60, 10), // 100 × (1 + 5) ÷ (4 + 6), not the mean of 25 and 83.3
                new OwnFigure(MeasureId.TryParse("gov-01")!, Stage.Unstaged, 100, 1),
            ],
            own);
    }

    [Fact]
    public void Nothing_adds_up_to_nothing()
    {
        Assert.Empty(Contribution.Sum([]));
        Assert.Empty(OwnFigure.Of([], Catalogue.Default));
    }
}
