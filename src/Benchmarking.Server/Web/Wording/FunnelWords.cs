using Benchmarking.V1;

namespace Benchmarking.Server.Web.Wording;

/// <summary>Whether a member's figure is unusual, in words; never whether that is good.</summary>
internal static class FunnelWords
{
    /// <summary>A sentence on a funnel.</summary>
    public static string Of(Funnel funnel) => funnel.Place switch
    {
        FunnelPlace.Within => $"It is within what is usual in the group{Size(funnel)} ({Between(funnel.Limits95)}).",
        FunnelPlace.Above or FunnelPlace.Below => $"It is {Side(funnel)} than is usual in the group{Size(funnel)} ({Between(funnel.Limits95)} holds 19 in 20).",
        _ => $"It is far {Side(funnel)} than is usual in the group{Size(funnel)}: by chance 2 in 1,000 would lie outside {Between(funnel.Limits998)}.",
    };

    /// <summary>Two limits.</summary>
    public static string Between(Interval limits) => $"{Say.Number(limits.Lower)} to {Say.Number(limits.Upper)}";

    private static string Side(Funnel funnel) => funnel.Place is FunnelPlace.Above or FunnelPlace.FarAbove ? "higher" : "lower";

    private static string Size(Funnel funnel) => funnel.StandardError > 0 ? " for as many cases as yours" : "";
}
