using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>What a comparison of two cohorts comes to, in words.</summary>
internal static class SectorWords
{
    /// <summary>`higher`, `lower`, `no clear difference`, or why they were not compared.</summary>
    public static string Of(SectorDifference difference) => difference.Verdict switch
    {
        Verdict.Higher => "higher",
        Verdict.Lower => "lower",
        Verdict.NoClearDifference => "no clear difference",
        _ => $"not compared: {Of(difference.Reason)}",
    };

    /// <summary>The difference with its sign; of bands, that it has no one value.</summary>
    public static string Difference(SectorDifference difference) => difference.Difference switch
    {
        { HasValue: true, Value: > 0 } figure => "+" + FigureText.Rounded(figure),
        { HasValue: false, Interval: not null } => "of bands",
        var figure => FigureText.Rounded(figure),
    };

    private static string Of(NotComparedReason reason) => reason switch
    {
        NotComparedReason.Withheld => "a figure is withheld",
        NotComparedReason.NoFigure => "nobody returned a figure",
        NotComparedReason.NoInterval => "too few organisations, or too little told, for an interval",
        _ => "too little is published",
    };
}
