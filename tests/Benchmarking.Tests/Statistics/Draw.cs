namespace Benchmarking.Tests.Statistics;

/// <summary>Figures drawn from known distributions, which are always the same figures.</summary>
internal static class Draw
{
    /// <summary>The seed, as R's in reference/statistics/make.R; the figures are not R's.</summary>
    public const int Seed = 20140601;

    /// <summary>The populations of median-coverage.csv by name, each with the median 0.</summary>
    public static readonly Dictionary<string, Func<Random, double>> Centred = new()
    {
        ["uniform"] = random => random.NextDouble() - 0.5,
        ["normal"] = Normal,
        ["exponential"] = random => -Math.Log(1 - random.NextDouble()) - Math.Log(2),
        ["lognormal"] = random => Math.Exp(Normal(random)) - 1,
        ["cauchy"] = random => Math.Tan(Math.PI * (random.NextDouble() - 0.5)),
        // The beta distribution with 9 and 1.
        ["near_100"] = random => 100 * (Math.Pow(random.NextDouble(), 1 / 9.0) - Math.Pow(0.5, 1 / 9.0)),
    };

    /// <summary>From the standard normal distribution, by Box and Muller.</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
