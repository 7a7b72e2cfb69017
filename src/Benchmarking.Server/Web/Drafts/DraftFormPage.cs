using Benchmarking.Grains.Releases;
using Benchmarking.Server.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>
/// The form of a draft. All of it is in the form itself until it is sent to be stored: its buttons add, remove and move parts of it, and
/// open one table at a time.
/// </summary>
internal abstract class DraftFormPage(DraftGateway drafts, PageJournal journal, TableChoicesReader choices) : DraftPage(drafts, journal)
{
    /// <summary>What stands in the form.</summary>
    [BindProperty]
    public PostedDraft Draft { get; set; } = new();

    /// <summary>The table that is open, such as <c>1.2</c>; empty for none.</summary>
    [BindProperty]
    public string? Open { get; set; }

    /// <summary>The field or button at which a reader goes on; empty for the top.</summary>
    public string Focus { get; private set; } = "";

    /// <summary>Where the form is sent.</summary>
    public abstract string Action { get; }

    /// <summary>The words of the button that comes first, which is also what the return key does: it publishes nothing.</summary>
    public abstract (string Step, string Text) First { get; }

    /// <summary>What the open table can be made of.</summary>
    public Task<TableChoices> ChoicesAsync(PostedTable table) => choices.ReadAsync(table);

    /// <summary>What another table is made of.</summary>
    public Task<IReadOnlyList<(string Name, string Text)>> DescribeAsync(PostedTable table) => choices.DescribeAsync(table);

    /// <summary>Shows what is stored.</summary>
    public void OnGet() => Draft = PostedDraft.Of(Release.Draft);

    /// <summary>Takes a step, or does what the page is for.</summary>
    public async Task<IActionResult> OnPostAsync(string? step)
    {
        if (await DoAsync(step ?? First.Step) is { } done)
            return done;
        (Open, Focus) = DraftSteps.Take(Draft, step ?? "", Open ?? "");
        return Page();
    }

    /// <summary>What the page does for a button; null when the button is a step of the form.</summary>
    protected abstract Task<IActionResult?> DoAsync(string step);

    /// <summary>Notes problems, and opens the first table that has any.</summary>
    protected void Note(IReadOnlyCollection<Problem> problems)
    {
        Open = problems.Select(problem => DraftField.TableOf(problem.Field)).FirstOrDefault(table => table.Length > 0) ?? Open ?? "";
        Note(problems, field => DraftField.IdOf(field, Open));
    }
}
