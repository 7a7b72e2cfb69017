using Benchmarking.Csv;
using Benchmarking.Grains.Keys;
using Benchmarking.Returns;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Services;
using Benchmarking.Server.Web.Returns;
using Benchmarking.Server.Web.Wording;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A return from a file, read as the command line reads it and checked as calls are.</summary>
[Needs("ReturnService/SubmitReturn", Posting = ["ReturnService/SubmitReturn", "ReturnService/ImportReturns"])]
internal sealed class ReturnUploadPage(OwnReturns returns, ReturnImport import, BackgroundWork work, PageJournal journal) : ReturnPage(returns)
{
    /// <summary>What is wrong with the file's form.</summary>
    public IReadOnlyList<V1.Problem> Problems { get; private set; } = [];

    /// <summary>Reads the file, and begins to check and store its lines.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? reason)
    {
        ModelState.Clear();
        if (file is null || file.Length == 0)
            return Refuse("Choose a file that is not empty");
        byte[] bytes = new byte[file.Length];
        await using (Stream stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(bytes, HttpContext.RequestAborted);
        if (CsvBytes.FindFault(bytes) is { } fault)
            return Refuse($"The file has {fault.Message}. {fault.Remedy}");
        (CsvSheet? sheet, Problems) = CsvSheet.Read(bytes, ReturnLines.Columns, ReturnValidation.MostLines);
        if (sheet is null)
            return Refuse("The file was not read: see what is wrong with it below");
        List<V1.ImportLine> lines = [.. sheet.Rows.Select(row => ReturnLines.Of(sheet, row))];
        V1.ImportReturnsRequest heading = new() { Period = Return.Period.Name, RequestId = RequestId ?? "", Reason = reason ?? "" };
        // The page ends before the work does.
        Caller caller = Caller;
        string? id = work.Begin(caller, $"{Say.Count(lines.Count, "line")} for {Return.Period}", async report =>
        {
            int done = 0;
            IReadOnlyList<Problem> problems = await journal.RunAsync(caller, "ReturnService/ImportReturns", heading.Period, heading.RequestId, call => import.ImportAsync(caller, call, heading, lines, stored =>
            {
                report(done += stored.Stored.Count, lines.Count);
                return Task.CompletedTask;
            }), found => found.Count > 0 ? found[0].Reason : null);
            return [.. problems.Select(Refusals.ToWire)];
        });
        return Follow(id, Return.Address("upload"));
    }

    private PageResult Refuse(string message)
    {
        RequestId = Guid.NewGuid().ToString();
        ModelState.AddModelError("file", message);
        return Page();
    }
}
