using System.Xml.Linq;
using Benchmarking.Server.Web.Wording;

namespace Benchmarking.Server.Web.Charts;

/// <summary>A period of a trend: published quartiles, and the reader's own figure.</summary>
/// <param name="Period">The period.</param>
/// <param name="Lower">Published lower quartile.</param>
/// <param name="Median">Published median.</param>
/// <param name="Upper">Published upper quartile.</param>
/// <param name="Own">The reader's own figure.</param>
internal sealed record ChartedPeriod(string Period, double? Lower, double? Median, double? Upper, double? Own)
{
    /// <summary>Every value there is.</summary>
    public IEnumerable<double> Values => ((double?[])[Lower, Median, Upper, Own]).OfType<double>();
}

/// <summary>A measure across periods: a disc for each published median with the span of its middle half, a diamond for each figure of the reader.</summary>
internal static class TrendChart
{
    private const int Width = 360;
    private const int Height = 220;
    private const int Top = 14;
    private const int Bottom = Height - 46;
    private const int Left = 64;
    private const int LetterWidth = 8;

    /// <summary>The image; null when fewer than two periods have a figure.</summary>
    public static string? Of(string id, string title, string unit, IReadOnlyList<ChartedPeriod> points)
    {
        if (points.Count(point => point.Values.Any()) < 2)
            return null;
        double[] values = [.. points.SelectMany(point => point.Values)];
        Scale height = new(values, Bottom, Top);
        double step = (Width - Left - 50.0) / Math.Max(1, points.Count - 1);
        (ChartedPeriod Point, double X)[] placed = [.. points.Select((point, index) => (point, Left + 20 + (index * step)))];
        return Svg.Image(id, Width, Height, title, string.Join(' ', points.Select(Describe)),
            [.. Axis(values, unit, height), .. Names(placed, step), .. Lines(placed, height), .. placed.SelectMany(pair => Marks(pair.Point, pair.X, height))]);
    }

    // As many as there is room for, the latest among them; the table has all.
    private static IEnumerable<XElement> Names((ChartedPeriod Point, double X)[] placed, double step)
    {
        int every = (int)Math.Ceiling(placed.Max(pair => pair.Point.Period.Length) * LetterWidth / step);
        return placed.Where((_, index) => (placed.Length - 1 - index) % every == 0).Select(pair => Svg.Text("", pair.X, Bottom + 24, "middle", pair.Point.Period));
    }

    private static IEnumerable<XElement> Axis(double[] values, string unit, Scale height)
    {
        yield return Svg.Line("axis", Left, Top, Left, Bottom + 8);
        foreach (double value in values.Min() == values.Max() ? [values.Min()] : (double[])[values.Min(), values.Max()])
            yield return Svg.Text("quiet", Left - 6, height.Place(value) + 4, "end", Say.Number(value));
        yield return Svg.Text("quiet", Width / 2, Height - 4, "middle", unit);
    }

    // Between periods nothing is known: lines only lead the eye.
    private static IEnumerable<XElement> Lines((ChartedPeriod Point, double X)[] placed, Scale height)
    {
        yield return Svg.Path("line", placed.Where(pair => pair.Point.Median is not null).Select(pair => (pair.X, height.Place(pair.Point.Median!.Value))));
        yield return Svg.Path("line dashed", placed.Where(pair => pair.Point.Own is not null).Select(pair => (pair.X, height.Place(pair.Point.Own!.Value))));
    }

    private static IEnumerable<XElement> Marks(ChartedPeriod point, double x, Scale height)
    {
        if (point is { Lower: { } lower, Upper: { } upper })
            yield return Svg.Box("middle-half", x - 7, height.Place(upper), 14, Math.Max(1, height.Place(lower) - height.Place(upper)));
        if (point.Median is { } median)
            yield return Svg.Disc("dot", x, height.Place(median), 5);
        if (point.Own is { } own)
            yield return Svg.Diamond("own", x, height.Place(own), 8);
    }

    private static string Describe(ChartedPeriod point) =>
        $"{point.Period}: median {(point.Median is { } median ? Say.Number(median) : "not published")}, you {(point.Own is { } own ? Say.Number(own) : "no figure")}.";
}
