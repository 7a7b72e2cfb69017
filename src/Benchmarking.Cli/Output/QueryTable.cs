using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Rows of a query for people: what is the same in all of them stands above, what was withheld and how to cite it below.</summary>
internal sealed class QueryTable(TextWriter output, int? width) : QueryWriter
{
    private const int WithheldShown = 10;

    private readonly List<QueryRow> _rows = [];

    public override void Write(IReadOnlyCollection<QueryRow> rows) => _rows.AddRange(rows);

    public override void End() => output.Write(_rows.Count == 0 ? "No rows.\n" : Text());

    private string Text()
    {
        (Column Column, Func<QueryRow, string> Text)[] common =
        [
            (new("edition", "Edition"), row => row.Edition), (new("measure", "Measure"), row => ResourceName.Id(row.Measure)), (new("stage", "Stage"), row => Words.Of(row.Stage)),
            (new("cohort", "Cohort"), row => row.Cohort), (new("statistic", "Statistic"), row => Words.Of(row.Statistic)), (new("unit", "Unit"), row => row.Unit),
        ];
        var different = common.Where(one => _rows.Select(one.Text).Distinct().Skip(1).Any()).ToArray();
        string title = string.Join(", ", common.Except(different).Select(one => one.Text(_rows[0])));
        (Column Column, Func<QueryRow, string> Text)[] columns = [.. different, (new("figure", "Figure", true), Figure), (new("interval", "95 % interval", true), Interval), (new("n", "n", true), Count)];
        string table = TextTable.Of([.. columns.Select(one => one.Column)], _rows.Select(row => columns.Select(one => one.Text(row)).ToArray()), width);
        return $"{Printable.Of(title)}\n{table}\n{Notes()}";
    }

    private string Notes()
    {
        Benchmark[] cells = [.. _rows.Select(Cell)];
        Benchmark[] withheld = [.. cells.Where(Footnotes.IsWithheld).DistinctBy(cell => (cell.Edition, cell.Measure, cell.Stage, cell.Cohort))];
        string more = withheld.Length > WithheldShown ? Invariant($"{withheld.Length - WithheldShown:N0} more cells have no figure; --output csv says for each why, and what is nearest.\n") : "";
        string derived = _rows.Exists(row => row.DerivedFrom.Count > 0) ? "* added up from published cohorts\n" : "";
        return derived + more + Footnotes.Of([.. cells.Where(cell => !Footnotes.IsWithheld(cell)), .. withheld.Take(WithheldShown)], []);
    }

    private static string Figure(QueryRow row)
    {
        string mark = row.Markers.Contains(Marker.Revised) ? " [r]" : "";
        return FigureText.Rounded(row.Figure) + mark + (row.DerivedFrom.Count > 0 ? " *" : "");
    }

    private static string Interval(QueryRow row) => FigureText.Between(row.Figure?.Interval);

    private static string Count(QueryRow row) => row.HasN ? Invariant($"{row.N:N0}") : FigureText.Missing(row.Markers);

    // A row as a cell with that one figure: notes are the same under every table.
    private static Benchmark Cell(QueryRow row)
    {
        Benchmark cell = new() { Edition = row.Edition, Measure = row.Measure, Stage = row.Stage, Cohort = row.Cohort, Citation = row.Citation, Reason = row.Reason, Mean = row.Figure, Ratio = row.Figure };
        if (row.HasN && row.Outcome is not (RowOutcome.Refused or RowOutcome.Withheld)) cell.N = row.N;
        cell.Markers.AddRange(row.Markers.Concat(row.Outcome == RowOutcome.Refused ? [Marker.Confidential] : []).Distinct());
        cell.NearestPublished.AddRange(row.NearestPublished);
        return cell;
    }
}
