using System.Globalization;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>Where a form is after a step: which table is open, and what is looked at first.</summary>
/// <param name="Open">The open table, such as <c>2.1</c>: the first of the second section; empty for none.</param>
/// <param name="Focus">The identifier of the field or button at which a reader goes on; empty for the top.</param>
internal sealed record DraftPlace(string Open, string Focus);

/// <summary>
/// What the buttons of a draft's form do to it without storing anything: sections, tables and readers come, go and move. Each button's
/// value is a word and the numbers, from 1, of what it is about; what names nothing that is there does nothing.
/// </summary>
internal static class DraftSteps
{
    // A form takes no more; the domain says so of what is sent in other ways.
    private const int MostSections = 20;
    private const int MostTables = 40;
    private const int MostWithAccess = 50;

    /// <summary>The identifier of a section's heading.</summary>
    public static string SectionId(int section) => Text($"sections-{section}-heading");

    /// <summary>The identifier of a table: its title's when it is open, its button's when it is not.</summary>
    public static string TableId(int section, int table) => Text($"sections-{section}-tables-{table}");

    /// <summary>The name of a table in <see cref="DraftPlace.Open"/>.</summary>
    public static string NameOf(int section, int table) => Text($"{section}.{table}");

    /// <summary>Takes a step.</summary>
    /// <param name="draft">The form; it is changed.</param>
    /// <param name="step">The button's value, such as <c>remove-table:2:1</c>.</param>
    /// <param name="open">The table that was open.</param>
    public static DraftPlace Take(PostedDraft draft, string step, string open)
    {
        string[] parts = step.Split(':');
        int first = Number(parts, 1), second = Number(parts, 2);
        return parts[0] switch
        {
            "add-section" when draft.Sections.Count < MostSections => Add(draft),
            "remove-section" when Has(draft.Sections, first) => Removed(draft.Sections, first, new("", "add-section")),
            "up-section" when Has(draft.Sections, first) => Up(draft.Sections, first, new("", SectionId(Math.Max(1, first - 1)))),
            "add-table" when Has(draft.Sections, first) && draft.Sections.Sum(section => section.Tables.Count) < MostTables => AddTable(draft, first),
            "open-table" when HasTable(draft, first, second) => new(NameOf(first, second), TableId(first, second)),
            "close-table" when HasTable(draft, first, second) => new("", TableId(first, second)),
            "remove-table" when HasTable(draft, first, second) => Removed(draft.Sections[first - 1].Tables, second, new("", Text($"add-table-{first}"))),
            "up-table" when HasTable(draft, first, second) => Up(draft.Sections[first - 1].Tables, second, new("", TableId(first, Math.Max(1, second - 1)))),
            "add-access" when draft.Access.Count < MostWithAccess => AddAccess(draft, open),
            "remove-access" when Has(draft.Access, first) => Removed(draft.Access, first, new(open, "add-access")),
            _ => new(open, ""),
        };
    }

    private static DraftPlace Add(PostedDraft draft)
    {
        draft.Sections.Add(new());
        return new("", SectionId(draft.Sections.Count));
    }

    private static DraftPlace AddTable(PostedDraft draft, int section)
    {
        List<PostedTable> tables = draft.Sections[section - 1].Tables;
        // Tables of a release are mostly of the same edition: the next one begins with that of the one before.
        tables.Add(new() { Editions = [.. draft.Sections.Take(section).SelectMany(earlier => earlier.Tables).LastOrDefault()?.ChosenEditions ?? []], Cohorts = ["all"] });
        return new(NameOf(section, tables.Count), TableId(section, tables.Count));
    }

    private static DraftPlace AddAccess(PostedDraft draft, string open)
    {
        draft.Access.Add(new());
        return new(open, Text($"access-{draft.Access.Count}-who"));
    }

    private static DraftPlace Removed<T>(List<T> list, int number, DraftPlace place)
    {
        list.RemoveAt(number - 1);
        return place;
    }

    private static DraftPlace Up<T>(List<T> list, int number, DraftPlace place)
    {
        if (number > 1)
            (list[number - 2], list[number - 1]) = (list[number - 1], list[number - 2]);
        return place;
    }

    private static bool Has<T>(List<T> list, int number) => number >= 1 && number <= list.Count;

    private static bool HasTable(PostedDraft draft, int section, int table) => Has(draft.Sections, section) && Has(draft.Sections[section - 1].Tables, table);

    private static int Number(string[] parts, int index) =>
        index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
