using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A figure as people read it. Never blank: what is missing says so by its marker.</summary>
internal static class FigureText
{
    private const string NotAvailable = "[x]";

    /// <summary>As published, to the last decimal; with its markers.</summary>
    public static string Exact(Figure? figure) => WithMarkers(figure, value => value.ToString("#,0.######", Invariance));

    /// <summary>To the decimals a person can use; with its markers.</summary>
    public static string Rounded(Figure? figure) =>
        WithMarkers(figure, Number);

    /// <summary>For a spreadsheet: a number, a coded text, or the marker in its place.</summary>
    public static object Cell(Figure? figure) => figure switch
    {
        { HasValue: true } => figure.Value,
        { Text.Length: > 0 } => figure.Text,
        _ => Missing(figure),
    };

    public static string Marks(IEnumerable<Marker> markers) => string.Join(' ', markers.Select(marker => $"[{Words.Code(marker)}]"));

    /// <summary>The marker of a whole cell and why: `[c] too few`.</summary>
    public static string Withheld(Benchmark benchmark) =>
        $"{(benchmark.Markers.Count > 0 ? Marks(benchmark.Markers) : NotAvailable)} {Words.Of(benchmark.Reason)}".TrimEnd();

    /// <summary>How many organisations, with the cell's markers; or why that is not told.</summary>
    public static string Count(Benchmark benchmark) =>
        benchmark.HasN ? Invariant($"{benchmark.N:N0} {Marks(benchmark.Markers)}").TrimEnd() : Withheld(benchmark);

    /// <summary>A statistic of a cell. A withheld cell may come without its statistics: its own marker then stands for each.</summary>
    public static string In(Benchmark cell, Figure? figure, Func<Figure?, string> text) =>
        figure is null && cell.Markers.Count > 0 ? Marks(cell.Markers) : text(figure);

    /// <summary>An interval as people read it; a dash where there is none.</summary>
    public static string Between(Interval? interval) => interval is null ? "–" : $"{Number(interval.Lower)} to {Number(interval.Upper)}";

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 1 ? "#,0.##" : "0.####", Invariance);

    private static string WithMarkers(Figure? figure, Func<double, string> number)
    {
        string text = figure switch
        {
            { HasValue: true } => number(figure.Value),
            { Text.Length: > 0 } => figure.Text,
            _ => "",
        };
        return text.Length == 0 ? Missing(figure) : $"{text} {Marks(figure!.Markers)}".TrimEnd();
    }

    /// <summary>What stands in place of a figure that is missing: its markers, or that it is not available.</summary>
    public static string Missing(Figure? figure) => Missing(figure?.Markers ?? []);

    /// <summary>What stands in place of every figure of a cell with these markers that is missing.</summary>
    public static string Missing(IEnumerable<Marker> markers) => Marks(markers.DefaultIfEmpty(Marker.NotAvailable));
}
