using System.Globalization;
using System.Text;
using Benchmarking.Csv;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Server.Web.Returns;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A return as a file that can be changed and uploaded again, or an empty one to fill in.</summary>
[Needs("ReturnService/GetReturn")]
internal sealed class ReturnFilePage(OwnReturns returns) : ReturnPage(returns)
{
    private static readonly CsvWriterOptions Rules = new() { NewLine = "\r\n", Injection = CsvInjection.Escape };

    /// <summary>Writes the file.</summary>
    public IActionResult OnGet(string file)
    {
        IEnumerable<string[]> rows = file == "download" ? Return.Lines.Select(RowOf)
            : Return.Catalogue.Measures.SelectMany(measure => measure.Stages.Select(stage => (string[])[Own.Id.Value, measure.Id.Value, stage.ToText(), "", "", "", ""]));
        using StringWriter text = new();
        using (CsvWriter csv = CsvWriter.Create(text, Rules))
        {
            foreach (IEnumerable<string> row in rows.Prepend([.. ReturnLines.Columns.Required, .. ReturnLines.Columns.Optional]))
            {
                foreach (string cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }
        }
        // With the mark by which spreadsheets know UTF-8.
        return File((byte[])[.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", $"{Own.Id.Value}-{Return.Period.Value}{(file == "download" ? "" : "-empty")}.csv");
    }

    private string[] RowOf(ReturnLine line) =>
    [
        Own.Id.Value, line.Measure.Value, line.Stage.ToText(), line.Numerator.ToString(CultureInfo.InvariantCulture), line.Denominator.ToString(CultureInfo.InvariantCulture), line.Contract, line.Note,
    ];
}
