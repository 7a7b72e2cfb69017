using Benchmarking.Grains.Returns;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Returns;
using Benchmarking.Server.Web.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A draft as it will count, and its submission.</summary>
[Needs("ReturnService/SubmitReturn", Posting = ["ReturnService/SubmitReturn"])]
internal sealed class ReturnCheckPage(OwnReturns returns, ReturnGateway gateway, PageJournal journal) : ReturnPage(returns)
{
    /// <summary>Why, in the member's words.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The lines, each with its measure.</summary>
    public IEnumerable<(Measure Measure, ReturnLine Line)> Lines =>
        Return.Lines.Select(line => (Return.Catalogue.Find(line.Measure)!, line)).Where(pair => pair.Item1 is not null);

    /// <summary>Submits the draft.</summary>
    public async Task<IActionResult> OnPostAsync(string? reason)
    {
        ModelState.Clear();
        Reason = reason ?? "";
        Outcome<string> why = ReturnValidation.ReadReason(reason);
        Outcome<string> id = Benchmarking.RequestId.Parse(RequestId);
        Outcome<Return> submitted = !why.IsAccepted ? Outcome.Refused<Return>(why.Problems)
            : !id.IsAccepted ? Outcome.Refused<Return>(id.Problems)
            : await journal.RunAsync(Caller, "ReturnService/SubmitReturn", Benchmarking.Returns.Return.NameOf(Own.Id, Return.Period), id.Value,
                () => gateway.WriteAsync(Own, Return.Period, ReturnState.Submitted, [], why.Value, Etag ?? "", id.Value));
        if (submitted.IsAccepted)
            return LocalRedirect(Return.Address("submitted"));
        RequestId = Guid.NewGuid().ToString();
        Note(submitted.Problems);
        return Page();
    }

    /// <summary>What a line returns.</summary>
    public static string Returned(Measure measure, ReturnLine line) => measure.Kind switch
    {
        MeasureKind.YesNo => line.Numerator == 1 ? "Yes" : "No",
        MeasureKind.Amount => Say.Number(line.Numerator),
        _ => $"{Say.Number(line.Numerator)} of {Say.Number(line.Denominator)}",
    };

    /// <summary>The figure that a line comes to.</summary>
    public static string Value(Measure measure, ReturnLine line) =>
        measure.Kind == MeasureKind.YesNo ? Returned(measure, line) : $"{Say.Number(measure.Value(line.Numerator, line.Denominator))} {measure.Unit}";
}
