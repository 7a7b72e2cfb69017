using System.Text;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A release as people read it in a terminal.</summary>
internal static class ReleaseText
{
    private static readonly Column[] Columns =
    [
        new("measure", "Measure"), new("cohort", "Cohort"), new("unit", "Unit"), new("n", "n", true), new("ratio", "Ratio", true), new("interval", "95 % interval", true),
        new("mean", "Mean", true), new("p25", "P25", true), new("median", "Median", true), new("p75", "P75", true), new("edition", "Edition"),
    ];

    public static string Of(Release release, int? width)
    {
        StringBuilder text = new();
        text.Append(Head(release));
        if (release.Content is not { } content) return Printable.Of(text.ToString());
        Paragraph(text, content.Summary);
        foreach (var section in content.Sections)
        {
            Heading(text, section.Heading);
            Paragraph(text, section.Commentary);
            foreach (var table in section.Tables)
                text.Append($"\n{table.Title}\n").Append(TextTable.Of(Columns, table.Rows.Select(RowOf), width));
        }

        Benchmark[] all = [.. content.Sections.SelectMany(section => section.Tables).SelectMany(table => table.Rows).Select(row => row.Benchmark)];
        text.Append('\n').Append(Footnotes.Of(all, []));
        Part(text, "Methods", content.Methods);
        Part(text, "Known limits", content.Limits);
        Part(text, "Notes", string.Join('\n', content.Notes.Select((note, index) => Invariant($"{index + 1}. {note}"))));
        Part(text, "Access before publication", string.Join('\n', content.PreReleaseAccess.Select(access => Invariant($"{access.Who}, {access.HoursBefore} h before"))));
        Part(text, "History", string.Join('\n', release.History.Select(revision => Invariant($"revision {revision.Revision}, {CellText.TimeOf(revision.PublishTime)}: {(revision.Reason.Length > 0 ? revision.Reason : "as announced")}"))));
        return Printable.Of(text.ToString());
    }

    private static string Head(Release release)
    {
        string title = release.Content?.Title ?? (release.History.Count > 0 ? release.History[^1].Title : release.Name);
        string state = release switch
        {
            { State: ReleaseState.Withdrawn } => $"Withdrawn on {CellText.TimeOf(release.WithdrawTime)}: {release.WithdrawReason}",
            { Revision: 0 } => "Preview: nobody else can read it.",
            _ => Invariant($"Published {CellText.TimeOf(release.PublishTime)}, revision {release.Revision}, digest {release.Digest}"),
        };
        string by = release.Content is { } content ? $"{content.Publisher}{(content.Contact.Length > 0 ? $", {content.Contact}" : "")}\n" : "";
        string notices = string.Concat(release.Notices.Select(notice => $"Notice: {notice.Edition} was withdrawn on {CellText.TimeOf(notice.WithdrawTime)}: {notice.Reason}\n"));
        return $"{title}\n{new string('=', Math.Min(title.Length, 80))}\n{by}{state}\n{notices}";
    }

    private static IReadOnlyList<string> RowOf(ReleaseRow row)
    {
        var cell = row.Benchmark;
        string Quantile(double probability) => FigureText.In(cell, Quantiles.Of(cell, probability), FigureText.Exact);
        return
        [
            $"{row.DisplayName}, {Words.Of(cell.Stage)}", cell.Cohort, cell.Unit, FigureText.Count(cell), FigureText.In(cell, cell.Ratio, FigureText.Rounded),
            cell.Ratio?.Interval is { } interval ? Invariant($"{interval.Lower:#,0.#} to {interval.Upper:#,0.#}") : cell.HasN ? "[z]" : FigureText.Marks(cell.Markers),
            FigureText.In(cell, cell.Mean, FigureText.Rounded), Quantile(0.25), Quantile(0.5), Quantile(0.75), cell.Edition,
        ];
    }

    private static void Part(StringBuilder text, string heading, string body)
    {
        if (body.Length == 0) return;
        Heading(text, heading);
        Paragraph(text, body);
    }

    private static void Heading(StringBuilder text, string heading) => text.Append($"\n{heading}\n{new string('-', Math.Min(heading.Length, 80))}\n");

    private static void Paragraph(StringBuilder text, string body)
    {
        if (body.Length > 0) text.Append($"{body}\n");
    }
}
