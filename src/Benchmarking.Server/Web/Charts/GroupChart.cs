using System.Globalization;
using System.Xml.Linq;
using Benchmarking.Server.Web.Wording;

namespace Benchmarking.Server.Web.Charts;

/// <summary>A group's published figures as a chart draws them.</summary>
/// <param name="Name">Whose or what they are.</param>
/// <param name="Value">One figure for the group; null where none is given, or quantiles are drawn instead.</param>
/// <param name="Interval">Its 95 % confidence interval; null where there is none.</param>
/// <param name="Band">The band in which a coded figure lies; null where there is none.</param>
/// <param name="Quantiles">Published quantiles with their probabilities, lowest first.</param>
/// <param name="Text">What stands beside them, short: the figure, its band, or the marker.</param>
/// <param name="Words">The same in words.</param>
internal sealed record GroupMark(
    string Name, double? Value, (double Lower, double Upper)? Interval, (double Lower, double Upper)? Band, IReadOnlyList<(double Probability, double Value)> Quantiles, string Text, string Words)
{
    /// <summary>Every value on its line.</summary>
    public IEnumerable<double> Values =>
    [
        .. Quantiles.Select(quantile => quantile.Value), .. Value is { } value ? (double[])[value] : [],
        .. Interval is { } interval ? (double[])[interval.Lower, interval.Upper] : [], .. Band is { } band ? (double[])[band.Lower, band.Upper] : [],
    ];

    /// <summary>A quantile; null when it is not published.</summary>
    public double? At(double probability) => Quantiles.Where(quantile => quantile.Probability == probability).Select(quantile => (double?)quantile.Value).FirstOrDefault();
}

/// <summary>
/// Groups below each other on one scale, in the order in which they are given: never by their figures. A dot with its interval, the
/// range, middle half and median of published quantiles, or a dashed box for a band; and the figure as text beside each.
/// </summary>
internal static class GroupChart
{
    private const int Width = 360;
    private const int Left = 12;

    // Between its marks and the texts beside them; of these a letter's width, and how many letters there is room for.
    private const int Gap = 10;
    private const double LetterWidth = 7.6;
    private const int MostLetters = 20;
    private const int LineHeight = 16;
    private const int MarkHeight = 36;
    private const int BoxHeight = 20;

    // Letters of a name on a line, and lines of a name; the table has all of it.
    private const int LineLetters = 52;
    private const int MostLines = 2;

    /// <summary>The image; null when no group has anything to draw.</summary>
    /// <param name="id">Unique on its page.</param>
    /// <param name="title">What it is.</param>
    /// <param name="unit">The unit of every value.</param>
    /// <param name="isPercentage">Whether the scale is that of percentages, from 0 to 100.</param>
    /// <param name="marks">The groups.</param>
    public static string? Of(string id, string title, string unit, bool isPercentage, IReadOnlyList<GroupMark> marks)
    {
        double[] values = [.. marks.SelectMany(mark => mark.Values)];
        if (values.Length == 0)
            return null;
        double[] ticks = isPercentage && values.Min() >= 0 && values.Max() <= 100 ? [0, 25, 50, 75, 100] : Ticks.Of(values.Min(), values.Max());
        double right = Width - Gap - (LetterWidth * Math.Clamp(marks.Max(mark => mark.Text.Length), 4, MostLetters));
        Scale scale = new(ticks, Left, right);
        List<XElement> rows = [];
        int top = 4;
        foreach (GroupMark mark in marks)
        {
            string[] lines = Lines(mark.Name);
            rows.AddRange(lines.Select((line, index) => Svg.Text("", 2, top + 12 + (index * LineHeight), "start", line)));
            top += lines.Length * LineHeight;
            rows.AddRange(ticks.Select(tick => Svg.Line("grid", scale.Place(tick), top + 4, scale.Place(tick), top + MarkHeight - 4)));
            rows.AddRange(Row(mark, scale, top + (MarkHeight / 2)));
            rows.Add(Svg.Text("figure", right + Gap, top + (MarkHeight / 2) + 5, "start", mark.Text));
            top += MarkHeight;
        }
        return Svg.Image(id, Width, top + 42, title, string.Join(' ', marks.Select(mark => $"{mark.Name}: {mark.Words}.")), [.. rows, .. Axis(ticks, unit, scale, top)]);
    }

    private static IEnumerable<XElement> Row(GroupMark mark, Scale scale, double middle)
    {
        if (mark.Band is { } band)
            yield return Svg.Box("band", scale.Place(band.Lower), middle - (BoxHeight / 2), Math.Max(1, scale.Place(band.Upper) - scale.Place(band.Lower)), BoxHeight);
        if (mark.Quantiles.Count > 1)
            yield return Svg.Line("range", scale.Place(mark.Quantiles[0].Value), middle, scale.Place(mark.Quantiles[^1].Value), middle);
        if (mark.At(0.25) is { } lower && mark.At(0.75) is { } upper)
            yield return Svg.Box("middle-half", scale.Place(lower), middle - (BoxHeight / 2), Math.Max(1, scale.Place(upper) - scale.Place(lower)), BoxHeight);
        if (mark.At(0.5) is { } median)
            yield return Svg.Line("median", scale.Place(median), middle - (BoxHeight / 2), scale.Place(median), middle + (BoxHeight / 2));
        if (mark.Interval is { } interval)
            yield return Svg.Line("range", scale.Place(interval.Lower), middle, scale.Place(interval.Upper), middle);
        if (mark.Value is { } value)
            yield return Svg.Disc("dot", scale.Place(value), middle, 6);
    }

    private static IEnumerable<XElement> Axis(double[] ticks, string unit, Scale scale, double bottom)
    {
        foreach (double tick in ticks)
        {
            yield return Svg.Line("axis", scale.Place(tick), bottom + 2, scale.Place(tick), bottom + 7);
            yield return Svg.Text("quiet", scale.Place(tick), bottom + 20, "middle", Say.Number(tick));
        }
        yield return Svg.Line("axis", scale.Place(ticks[0]), bottom + 2, scale.Place(ticks[^1]), bottom + 2);
        yield return Svg.Text("quiet", Left, bottom + 37, "start", Lines(unit)[0]);
    }

    // SVG breaks no lines by itself.
    private static string[] Lines(string name)
    {
        List<string> lines = [""];
        foreach (string word in name.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= LineLetters)
                lines.Add("");
            lines[^1] += lines[^1].Length > 0 ? $" {word}" : word;
        }
        string[] kept = [.. lines.Take(MostLines).Select(line => line.Length > LineLetters ? $"{First(line)}…" : line)];
        if (lines.Count > MostLines)
            kept[^1] = $"{First(kept[^1]).TrimEnd('…')}…";
        return kept;
    }

    // No letter is cut in two.
    private static string First(string line) => new StringInfo(line) is var letters && letters.LengthInTextElements > LineLetters - 1 ? letters.SubstringByTextElements(0, LineLetters - 1) : line;
}
