using CsvHelper;

namespace Benchmarking.Server.Downloads;

/// <summary>Every figure as one table of comma-separated values (RFC 4180), a row a figure.</summary>
internal static class CsvDownload
{
    // A text that a spreadsheet would run is refused where it comes in; were one to get here, it is disarmed.
    private static readonly CsvWriterOptions Rules = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    public static void Write(ReleaseDocument document, Stream target)
    {
        using StreamWriter text = new(target, leaveOpen: true) { NewLine = "\n" };
        using CsvWriter csv = CsvWriter.Create(text, Rules);
        foreach (DownloadColumn<DownloadFigure> column in FigureColumns.All)
            csv.WriteField(column.Name);
        csv.EndRecord();
        foreach (DownloadFigure figure in document.Rows.SelectMany(row => row.Figures))
        {
            foreach (DownloadColumn<DownloadFigure> column in FigureColumns.All)
                WriteField(csv, column.Read(figure));
            csv.EndRecord();
        }
    }

    private static void WriteField(CsvWriter csv, DownloadValue value)
    {
        // A number below zero starts as a formula does, and is none.
        if (value.Number is { } number)
            csv.WriteField(number);
        else
            csv.WriteField(value.Text);
    }
}
