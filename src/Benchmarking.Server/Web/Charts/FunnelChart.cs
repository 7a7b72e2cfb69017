using System.Xml.Linq;
using Benchmarking.Server.Web.Wording;
using Benchmarking.Statistics;

namespace Benchmarking.Server.Web.Charts;

/// <summary>What a funnel is drawn of: published quartiles, and the reader's own figure.</summary>
/// <param name="Lower">Published lower quartile.</param>
/// <param name="Median">Published median: the target.</param>
/// <param name="Upper">Published upper quartile.</param>
/// <param name="Own">The reader's own figure, a percentage.</param>
/// <param name="Cases">How many cases it is of.</param>
internal sealed record DrawnFunnel(double Lower, double Median, double Upper, double Own, double Cases);

/// <summary>
/// The limits of a percentage by the number of cases, and the reader's own mark; no other organisation's, since nobody's figure and size are told.
/// Cases stand on a logarithmic scale, from a quarter of the reader's to four times as many.
/// </summary>
internal static class FunnelChart
{
    private const int Width = 360;
    private const int Height = 240;
    private const int Top = 14;
    private const int Bottom = Height - 46;
    private const int Left = 64;
    private const int Right = Width - 30;
    private const int Steps = 24;

    /// <summary>The image.</summary>
    public static string Of(string id, string title, string unit, DrawnFunnel funnel)
    {
        (double Cases, FunnelLimits Limits)[] drawn = [.. Enumerable.Range(0, Steps + 1).Select(step => funnel.Cases * Math.Pow(4, (2.0 * step / Steps) - 1)).Select(cases => (cases, LimitsAt(funnel, cases)))];
        double[] values = [.. drawn.SelectMany(point => new[] { point.Limits.Lower998, point.Limits.Upper998 }), funnel.Own];
        Scale height = new(values, Bottom, Top), across = new([.. drawn.Select(point => Math.Log(point.Cases))], Left, Right);
        XElement Curve(string style, Func<FunnelLimits, double> limit) => Svg.Path(style, drawn.Select(point => (across.Place(Math.Log(point.Cases)), height.Place(limit(point.Limits)))));
        return Svg.Image(id, Width, Height, title, Describe(funnel),
        [
            .. Axes(values, unit, height, drawn, across),
            Curve("line", limits => limits.Target),
            Curve("line dashed", limits => limits.Lower95), Curve("line dashed", limits => limits.Upper95),
            Curve("range", limits => limits.Lower998), Curve("range", limits => limits.Upper998),
            Svg.Diamond("own", across.Place(Math.Log(funnel.Cases)), height.Place(funnel.Own), 8),
        ]);
    }

    /// <summary>The limits at a number of cases.</summary>
    public static FunnelLimits LimitsAt(DrawnFunnel funnel, double cases) =>
        FunnelLimits.Of(funnel.Lower, funnel.Median, funnel.Upper, FunnelLimits.OfCases(funnel.Median, cases)).Clamped(0, 100);

    private static IEnumerable<XElement> Axes(double[] values, string unit, Scale height, (double Cases, FunnelLimits Limits)[] drawn, Scale across)
    {
        yield return Svg.Line("axis", Left, Top, Left, Bottom + 8);
        yield return Svg.Line("axis", Left, Bottom + 8, Right, Bottom + 8);
        foreach (double value in (double[])[values.Min(), values.Max()])
            yield return Svg.Text("quiet", Left - 6, height.Place(value) + 4, "end", Say.Number(value));
        foreach (double cases in (double[])[drawn[0].Cases, drawn[Steps / 2].Cases, drawn[^1].Cases])
            yield return Svg.Text("quiet", across.Place(Math.Log(cases)), Bottom + 24, "middle", Say.Count((long)Math.Round(cases)));
        yield return Svg.Text("quiet", Width / 2, Height - 4, "middle", $"{unit}, by number of cases");
    }

    private static string Describe(DrawnFunnel funnel)
    {
        FunnelLimits limits = LimitsAt(funnel, funnel.Cases);
        return $"For {Say.Count((long)Math.Round(funnel.Cases))} cases the 95 % limits are {Say.Number(limits.Lower95)} and {Say.Number(limits.Upper95)}, "
            + $"the 99.8 % limits {Say.Number(limits.Lower998)} and {Say.Number(limits.Upper998)}, around a median of {Say.Number(funnel.Median)}; you {Say.Number(funnel.Own)}.";
    }
}
