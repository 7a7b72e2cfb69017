using System.Xml.Linq;
using Benchmarking.Server.Web.Wording;

namespace Benchmarking.Server.Web.Charts;

/// <summary>A stage of a measure as a strip shows it: published quantiles, and the reader's own figure.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Quantiles">Published values by probability, increasing; may be empty.</param>
/// <param name="Own">The reader's own figure; null when it has none.</param>
internal sealed record Strip(string Name, IReadOnlyList<(double Probability, double Value)> Quantiles, double? Own)
{
    /// <summary>The published value at a probability; null when none is.</summary>
    public double? At(double probability) => Quantiles.Where(quantile => quantile.Probability == probability).Select(quantile => (double?)quantile.Value).FirstOrDefault();

    /// <summary>Every value on the strip.</summary>
    public IEnumerable<double> Values => Quantiles.Select(quantile => quantile.Value).Concat(Own is { } own ? [own] : []);
}

/// <summary>
/// Distributions below each other on one scale: a line from the 10th to the 90th percentile, a box around the middle half, a bar at the
/// median, and a diamond for the reader. Nothing of it but the diamond is more than what is published.
/// </summary>
internal static class StripChart
{
    private const int Width = 360;
    private const int Margin = 24;
    private const int RowHeight = 78;
    private const int BoxHeight = 26;

    /// <summary>The image; null when there is nothing to draw.</summary>
    public static string? Of(string id, string title, string unit, IReadOnlyList<Strip> strips)
    {
        Strip[] drawn = [.. strips.Where(strip => strip.Quantiles.Count > 0)];
        if (drawn.Length == 0)
            return null;
        double[] values = [.. drawn.SelectMany(strip => strip.Values)];
        Scale scale = new(values, Margin, Width - Margin);
        IEnumerable<XElement> pieces = drawn.SelectMany((strip, row) => Row(strip, scale, row * RowHeight)).Concat(Axis(values, unit, scale, drawn.Length * RowHeight));
        return Svg.Image(id, Width, (drawn.Length * RowHeight) + 40, title, string.Join(' ', drawn.Select(Describe)), pieces);
    }

    private static IEnumerable<XElement> Row(Strip strip, Scale scale, double top)
    {
        double middle = top + 48;
        yield return Svg.Text("", 2, top + 16, "start", strip.Name);
        yield return Svg.Line("range", scale.Place(strip.Quantiles[0].Value), middle, scale.Place(strip.Quantiles[^1].Value), middle);
        if (strip.At(0.25) is { } lower && strip.At(0.75) is { } upper)
            yield return Svg.Box("middle-half", scale.Place(lower), middle - (BoxHeight / 2), Math.Max(1, scale.Place(upper) - scale.Place(lower)), BoxHeight);
        if (strip.At(0.5) is { } median)
            yield return Svg.Line("median", scale.Place(median), middle - (BoxHeight / 2), scale.Place(median), middle + (BoxHeight / 2));
        if (strip.Own is not { } own)
            yield break;
        yield return Svg.Diamond("own", scale.Place(own), middle, 9);
        yield return Svg.Text("", Math.Clamp(scale.Place(own), 40, Width - 40), top + 32, "middle", $"You: {Say.Number(own)}");
    }

    private static IEnumerable<XElement> Axis(double[] values, string unit, Scale scale, double top)
    {
        yield return Svg.Line("axis", Margin, top + 4, Width - Margin, top + 4);
        yield return Svg.Text("quiet", scale.Place(values.Min()), top + 20, values.Min() == values.Max() ? "middle" : "start", Say.Number(values.Min()));
        if (values.Min() != values.Max())
            yield return Svg.Text("quiet", scale.Place(values.Max()), top + 20, "end", Say.Number(values.Max()));
        yield return Svg.Text("quiet", Width / 2, top + 36, "middle", unit);
    }

    private static string Describe(Strip strip)
    {
        string group = string.Join(", ", strip.Quantiles.Select(quantile => $"{(quantile.Probability == 0.5 ? "median" : $"{Say.Ordinal(100 * quantile.Probability)} percentile")} {Say.Number(quantile.Value)}"));
        return $"{strip.Name}: {group}; {(strip.Own is { } own ? $"you {Say.Number(own)}" : "you returned no figure")}.";
    }
}
