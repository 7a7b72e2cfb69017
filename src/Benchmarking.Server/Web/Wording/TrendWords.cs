using System.Globalization;
using Benchmarking.Editions;

namespace Benchmarking.Server.Web.Wording;

/// <summary>What a test for a trend comes to, in words.</summary>
internal static class TrendWords
{
    /// <summary>A sentence on <paramref name="subject"/>, such as "Your figure".</summary>
    public static string Of(string subject, TrendTest test) => test.Verdict switch
    {
        TrendVerdict.TooFewPeriods => $"{subject}: {(test.Periods == 0 ? "no period has one" : Say.Count(test.Periods, "period") + (test.Periods == 1 ? " has one" : " have one"))}. A trend can be told from 5 years, or 9 quarters, on.",
        TrendVerdict.NoClearTrend => $"{subject} shows no clear trend over {test.Periods} periods: it may have come in this order by chance ({Probability(test)}).",
        _ => $"{subject} has {(test.Verdict == TrendVerdict.Rising ? "risen" : "fallen")} over {test.Periods} periods, by about {Say.Number(Math.Abs(test.Slope ?? 0))} a period ({Probability(test)}).",
    };

    private static string Probability(TrendTest test) => $"Mann–Kendall test, p = {test.PValue?.ToString("0.000", CultureInfo.InvariantCulture)}";
}
