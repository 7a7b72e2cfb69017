using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Where an organisation stands, in words and as a small picture.</summary>
internal static class PositionText
{
    private const int BarWidth = 20;

    public static string Of(Position? position, Direction direction)
    {
        if (position is null) return "[x]";
        string place = Place(position);
        string judged = Judgement(position, direction);
        return judged.Length > 0 ? $"{place} — {judged}" : place;
    }

    /// <summary>What a funnel adds to a place: nothing when the figure is within what is usual.</summary>
    public static string Unusual(Funnel? funnel) => funnel?.Place switch
    {
        FunnelPlace.Above => $"; unusually high (95 % limits {FigureText.Between(funnel.Limits95)})",
        FunnelPlace.Below => $"; unusually low (95 % limits {FigureText.Between(funnel.Limits95)})",
        FunnelPlace.FarAbove => $"; very unusually high (99.8 % limits {FigureText.Between(funnel.Limits998)})",
        FunnelPlace.FarBelow => $"; very unusually low (99.8 % limits {FigureText.Between(funnel.Limits998)})",
        _ => "",
    };

    /// <summary>From the lowest value on the left to the highest; empty when there is no position.</summary>
    public static string Bar(Position? position)
    {
        if (position is null) return "";
        var (lower, upper) = position.HasPercentile ? (position.Percentile, position.Percentile) : (position.Lower, position.Upper);
        int from = Slot(lower);
        // An upper bound belongs to the slot below it: "at or below the 10th" fills the first two of twenty.
        int to = Math.Max(from, position.HasPercentile ? from : (int)Math.Ceiling(upper / 100 * BarWidth) - 1);
        char mark = position.HasPercentile ? '●' : '▒';
        return $"├{string.Concat(Enumerable.Range(0, BarWidth).Select(slot => slot >= from && slot <= to ? mark : '─'))}┤";
    }

    private static int Slot(double percentile) => Math.Clamp((int)(percentile / 100 * BarWidth), 0, BarWidth - 1);

    private static string Place(Position position) => position switch
    {
        { HasPercentile: true } => $"{Ordinal(position.Percentile)} percentile",
        { Lower: <= 0, Upper: 25 } => "in the lowest quarter",
        { Lower: 75, Upper: >= 100 } => "in the highest quarter",
        { Lower: <= 0 } => $"at or below the {Ordinal(position.Upper)} percentile",
        { Upper: >= 100 } => $"at or above the {Ordinal(position.Lower)} percentile",
        _ => $"between the {Ordinal(position.Lower)} and {Ordinal(position.Upper)} percentiles",
    };

    private static string Judgement(Position position, Direction direction) => direction switch
    {
        Direction.Higher => Better(position.HasPercentile ? position.Percentile : null, position.Lower, position.Upper),
        Direction.Lower => Better(position.HasPercentile ? 100 - position.Percentile : null, 100 - position.Upper, 100 - position.Lower),
        _ => "",
    };

    // Of the others, the share this value does better than; only what the published quantiles tell.
    private static string Better(double? share, double atLeast, double atMost) => share switch
    {
        { } known => Invariant($"better than about {known:0} %"),
        null when atMost <= 50 => Invariant($"better than at most {atMost:0} %"),
        null when atLeast > 0 => Invariant($"better than at least {atLeast:0} %"),
        _ => "",
    };

    private static string Ordinal(double percentile)
    {
        int number = (int)Math.Round(percentile, MidpointRounding.AwayFromZero);
        string ending = (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
        return Invariant($"{number}{ending}");
    }
}
