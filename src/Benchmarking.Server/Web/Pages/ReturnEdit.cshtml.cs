using System.Collections.Immutable;
using Benchmarking.Grains.Returns;
using Benchmarking.Returns;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Returns;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The form of a return: every measure at every stage.</summary>
[Needs("ReturnService/UpdateReturn", Posting = ["ReturnService/UpdateReturn"])]
internal sealed class ReturnEditPage(OwnReturns returns, ReturnGateway gateway, PageJournal journal) : ReturnPage(returns)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public List<PostedRow> Rows { get; set; } = [];

    /// <summary>The form's rows.</summary>
    public ImmutableArray<FormRow> Form { get; private set; } = [];

    /// <summary>Whether the return has more lines than a form.</summary>
    public bool IsTooLong => Form.Length > FormRow.Most;

    /// <summary>Shows the newest lines.</summary>
    public void OnGet() => Form = FormRow.Of(Return.Catalogue, Return.Lines);

    /// <summary>Saves a draft when every line is right, and shows every problem beside its field otherwise.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        ModelState.Clear();
        Outcome<ImmutableArray<ReturnLine>> lines = ReturnValidation.Validate([.. Rows.Select((row, index) => (row, index)).Where(pair => pair.row.IsFilled).Select(pair => pair.row.ToText(pair.index))], Return.Catalogue);
        Outcome<string> id = Benchmarking.RequestId.Parse(RequestId);
        Outcome<Return> saved = !lines.IsAccepted ? Outcome.Refused<Return>(lines.Problems)
            : !id.IsAccepted ? Outcome.Refused<Return>(id.Problems)
            : await journal.RunAsync(Caller, "ReturnService/UpdateReturn", Benchmarking.Returns.Return.NameOf(Own.Id, Return.Period), id.Value,
                () => gateway.WriteAsync(Own, Return.Period, ReturnState.Draft, lines.Value, "", Etag ?? "", id.Value));
        if (saved.IsAccepted)
            return LocalRedirect(Return.Address("check"));
        // A form that was refused is another request when it is sent again.
        RequestId = Guid.NewGuid().ToString();
        Form = FormRow.Of(Return.Catalogue, Rows);
        Note(saved.Problems);
        return Page();
    }
}
