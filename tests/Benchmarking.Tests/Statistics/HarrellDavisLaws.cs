using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class HarrellDavisLaws
{
    private static readonly Gen<double> _probability = Gen.Double[0.01, 0.99];

    // Some samples spread, some full of ties.
    private static readonly Gen<double[]> _sorted =
        Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int[-3, 3].Select(i => i / 10.0)).Array[1, 80].Select(Sorted);

    [Fact]
    public void Shifting_every_figure_shifts_the_quantile() =>
        Gen.Select(_sorted, _probability, Gen.Double[-1e6, 1e6]).Sample((figures, p, shift) => AssertEqual(
            HarrellDavis.Quantile(figures, p) + shift,
            HarrellDavis.Quantile([.. figures.Select(figure => figure + shift)], p), Size(figures) + Math.Abs(shift)));

    [Fact]
    public void Scaling_every_figure_scales_the_quantile() =>
        Gen.Select(_sorted, _probability, Gen.Double[0.001, 1000]).Sample((figures, p, scale) => AssertEqual(
            HarrellDavis.Quantile(figures, p) * scale,
            HarrellDavis.Quantile([.. figures.Select(figure => figure * scale)], p), Size(figures) * scale));

    [Fact]
    public void Turning_the_figures_round_turns_the_quantile_round() =>
        Gen.Select(_sorted, _probability).Sample((figures, p) => AssertEqual(
            -HarrellDavis.Quantile(figures, p),
            HarrellDavis.Quantile(Sorted([.. figures.Select(figure => -figure)]), 1 - p), Size(figures)));

    [Fact]
    public void A_higher_probability_never_gives_a_lower_quantile() =>
        Gen.Select(_sorted, _probability, _probability).Sample((figures, p, q) => Assert.True(
            HarrellDavis.Quantile(figures, Math.Min(p, q)) <= HarrellDavis.Quantile(figures, Math.Max(p, q)) + (1e-11 * Size(figures))));

    [Fact]
    public void Quantiles_of_differing_figures_differ() =>
        Gen.Int[2, 80].Sample(n =>
        {
            double[] figures = [.. Enumerable.Range(0, n).Select(i => (double)i)];
            Assert.True(HarrellDavis.Quantile(figures, 0.25) < HarrellDavis.Quantile(figures, 0.5));
            Assert.True(HarrellDavis.Quantile(figures, 0.5) < HarrellDavis.Quantile(figures, 0.75));
        });

    [Fact]
    public void Raising_one_figure_never_lowers_the_quantile() =>
        Gen.Select(_sorted, _probability, Gen.Int[0, 79], Gen.Double[0, 1e6]).Sample((figures, p, which, rise) =>
        {
            double[] raised = [.. figures];
            raised[which % raised.Length] += rise;
            Assert.True(HarrellDavis.Quantile(Sorted(raised), p) >= HarrellDavis.Quantile(figures, p) - (1e-11 * Size(raised)));
        });

    [Fact]
    public void Quantile_lies_between_the_smallest_and_the_largest_figure() =>
        Gen.Select(_sorted, _probability).Sample((figures, p) =>
            Assert.InRange(HarrellDavis.Quantile(figures, p), figures[0], figures[^1]));

    [Fact]
    public void Equal_figures_give_exactly_that_figure() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[1, 3000], _probability).Sample(
            (figure, n, p) => Assert.Equal(figure, HarrellDavis.Quantile(Enumerable.Repeat(figure, n).ToArray(), p)), iter: 1_000);

    [Fact]
    public void Weights_are_shares_of_one_inside_the_sample() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Double[1e-6, 1 - 1e-6]).Sample((n, p) =>
        {
            HarrellDavisWeights weights = HarrellDavis.Weights(n, p);
            Assert.All(weights.Values, weight => Assert.InRange(weight, 0, 1));
            Assert.Equal(1, weights.Values.Sum(), 1e-12);
            Assert.InRange(weights.First, 0, n - weights.Values.Length);
        }, iter: 200);

    private static double[] Sorted(double[] figures) => [.. figures.Order()];

    private static double Size(double[] figures) => Math.Max(Math.Abs(figures[0]), Math.Abs(figures[^1]));

    private static void AssertEqual(double expected, double actual, double size) => Assert.Equal(expected, actual, 1e-11 * (size + 1e-300));
}
