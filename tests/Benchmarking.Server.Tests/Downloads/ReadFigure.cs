using System.Globalization;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>
/// One figure as a reader of any form has it: numbers in the shortest text that reads back the same, and shorthand or a band's words where there is none.
/// </summary>
public sealed record ReadFigure(
    string Table, string Row, string Measure, string Stage, string Edition, string Cohort, string Unit, string Members, string Organisations, string Statistic, string Value, string Lower, string Upper,
    string Citation)
{
    private static readonly Dictionary<double, string> Quantiles = new() { [0.1] = "p10", [0.25] = "p25", [0.5] = "median", [0.75] = "p75", [0.9] = "p90" };

    /// <summary>The figures of a release as anyone reads it over the wire: what every download must have, and no more.</summary>
    public static IEnumerable<ReadFigure> Of(Release release)
    {
        int number = 0;
        foreach (ReleaseTable table in release.Content.Sections.SelectMany(section => section.Tables))
        {
            number++;
            foreach ((int index, ReleaseRow row) in table.Rows.Index())
            {
                ReadFigure Make(string statistic, Figure figure) => new(
                    $"{number}", $"{index + 1}", Last(row.Benchmark.Measure), row.Benchmark.Stage.ToString().ToLowerInvariant(), row.Benchmark.Edition, row.Benchmark.Cohort, row.Benchmark.Unit,
                    row.Benchmark.HasMemberCount ? $"{row.Benchmark.MemberCount}" : "[x]", row.Benchmark.HasN ? $"{row.Benchmark.N}" : Mark(row.Benchmark.Markers[0]),
                    statistic, ValueOf(figure), EndOf(figure, figure.Interval?.Lower), EndOf(figure, figure.Interval?.Upper), row.Benchmark.Citation);
                yield return Make("mean", row.Benchmark.Mean);
                yield return Make("ratio", row.Benchmark.Ratio);
                foreach (Quantile quantile in row.Benchmark.Quantiles)
                    yield return Make(Quantiles[quantile.Probability], quantile.Figure);
            }
        }
    }

    /// <summary>A number as it is compared; any other text as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">R for all of it; G15 where the reader gives no more.</param>
    public static string Number(string text, string format = "R") =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number.ToString(format, CultureInfo.InvariantCulture) : text;

    /// <summary>
    /// The figure as a sheet has it: to the 15 digits that readers of sheets give, texts on one line without what XML has no place for, and with an
    /// interval where it is the ratio; the mean of yes or no is the same figure.
    /// </summary>
    public ReadFigure InSheet() => this with
    {
        Value = Number(Value, "G15"),
        Lower = Statistic == "ratio" ? Number(Lower, "G15") : "",
        Upper = Statistic == "ratio" ? Number(Upper, "G15") : "",
        Citation = Citation.Replace('\n', ' '),
    };

    private static string ValueOf(Figure figure) =>
        figure.HasValue ? figure.Value.ToString("R", CultureInfo.InvariantCulture) : figure.Text.Length > 0 ? figure.Text : Mark(figure.Markers.Single());

    private static string EndOf(Figure figure, double? end) =>
        end?.ToString("R", CultureInfo.InvariantCulture) ?? (figure.HasValue || figure.Text.Length > 0 ? "[z]" : Mark(figure.Markers.Single()));

    private static string Mark(Marker marker) => marker == Marker.Confidential ? "[c]" : marker == Marker.NotAvailable ? "[x]" : throw new ArgumentOutOfRangeException(nameof(marker));

    private static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];
}
