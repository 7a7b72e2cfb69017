using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;

namespace Benchmarking.Releases;

/// <summary>Checks drafts: every problem at once, each under the path of its field, such as <c>sections[1].tables[2].cohorts[1]</c>.</summary>
internal sealed class DraftValidation
{
    // Together they keep a draft's record below 256 kB, whatever its letters.
    private const int LongestInAll = 40_000;
    private const int MostSections = 20;
    private const int MostTables = 40;
    private const int MostRows = 2_000;
    private const int MostNotes = 20;
    private const int MostWithAccess = 50;
    private const int MostInList = 200;
    private const int LongestLine = 200;
    private const int LongestNote = 1_000;
    private const int LongestSummary = 5_000;
    private const int LongestText = 10_000;
    private const int LongestAccessHours = 24;

    private readonly List<Problem> _problems = [];
    private long _characters;

    private DraftValidation()
    {
    }

    /// <summary>The draft, read; one that is only saved may lack what a release needs.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="isWhole">Whether it must have all that a release needs.</param>
    public static Outcome<ReleasePlan> Check(ReleaseDraft draft, bool isWhole)
    {
        DraftValidation validation = new();
        ReleasePlan plan = validation.Read(draft, isWhole);
        return validation._problems.Count == 0 ? Outcome.Accepted(plan) : Outcome.Refused<ReleasePlan>(validation._problems);
    }

    private ReleasePlan Read(ReleaseDraft draft, bool isWhole)
    {
        CheckCount("sections", draft.Sections.Length, MostSections);
        CheckCount("notes", draft.Notes.Length, MostNotes);
        CheckCount("pre_release_access", draft.PreReleaseAccess.Length, MostWithAccess);
        ReleaseDraft read = draft with
        {
            Title = Text(draft.Title, LongestLine, "title", required: true),
            Publisher = Text(draft.Publisher, LongestLine, "publisher", isWhole),
            Contact = Text(draft.Contact, LongestLine, "contact"),
            Summary = Text(draft.Summary, LongestSummary, "summary", isWhole),
            Methods = Text(draft.Methods, LongestText, "methods", isWhole),
            Limits = Text(draft.Limits, LongestText, "limits", isWhole),
            Notes = [.. Some(draft.Notes, MostNotes).Select((note, index) => Text(note, LongestNote, $"notes[{index + 1}]", required: true))],
            PreReleaseAccess = [.. Some(draft.PreReleaseAccess, MostWithAccess).Select((access, index) => Read(access, $"pre_release_access[{index + 1}]"))],
        };
        (DraftSection Section, ImmutableArray<TablePlan> Tables)[] sections =
            [.. Some(draft.Sections, MostSections).Select((section, index) => Read(section, $"sections[{index + 1}]", isWhole))];
        CheckTables([.. sections.SelectMany(section => section.Tables)], isWhole);
        if (_characters > LongestInAll)
        {
            _problems.Add(new(0, "", ProblemReason.TextTooLong, $"The draft has {_characters:N0} characters in all.",
                $"Shorten it to {LongestInAll:N0}, or make two releases of it."));
        }
        return new(read with { Sections = [.. sections.Select(section => section.Section)] }, [.. sections.Select(section => section.Tables)]);
    }

    private (DraftSection, ImmutableArray<TablePlan>) Read(DraftSection section, string field, bool isWhole)
    {
        CheckCount($"{field}.tables", section.Tables.Length, MostTables);
        string heading = Text(section.Heading, LongestLine, $"{field}.heading", isWhole);
        string commentary = Text(section.Commentary, LongestText, $"{field}.commentary");
        (DraftTable Table, TablePlan Plan)[] tables = [.. Some(section.Tables, MostTables).Select((table, index) => Read(table, $"{field}.tables[{index + 1}]", isWhole))];
        return (new(heading, commentary, [.. tables.Select(table => table.Table)]), [.. tables.Select(table => table.Plan)]);
    }

    private (DraftTable, TablePlan) Read(DraftTable table, string field, bool isWhole)
    {
        string title = Text(table.Title, LongestLine, $"{field}.title", isWhole);
        ImmutableArray<EditionName> editions = ReadList(table.Editions, $"{field}.editions", ReadEdition);
        ImmutableArray<PlannedMeasure> measures = ReadList(table.Measures, $"{field}.measures", ReadMeasure);
        ImmutableArray<Cohort> cohorts = table.Cohorts.IsEmpty ? [Cohort.All] : ReadList(table.Cohorts, $"{field}.cohorts", ReadCohort);
        if (isWhole && table.Editions.IsEmpty)
            _problems.Add(new(0, $"{field}.editions", ProblemReason.FieldRequired, "The table names no edition.", "Name one, such as periods/2025-26/editions/1."));
        if (isWhole && table.Measures.IsEmpty)
            _problems.Add(new(0, $"{field}.measures", ProblemReason.FieldRequired, "The table names no measure.", "Name one, as `benchmarking measures list` has it."));
        return (table with { Title = title }, new(field, title, editions, measures, cohorts));
    }

    private void CheckTables(TablePlan[] tables, bool isWhole)
    {
        CheckCount("tables", tables.Length, MostTables);
        if (tables.Sum(table => table.RowCount) is var rows && rows > MostRows)
        {
            _problems.Add(new(0, "tables", ProblemReason.TooManyLines, $"The tables have {rows:N0} rows: each measure in each edition and cohort is one.",
                $"Take measures, editions or cohorts out until there are at most {MostRows:N0}."));
        }
        if (isWhole && tables.Length == 0)
            _problems.Add(new(0, "sections", ProblemReason.FieldRequired, "The release has no table.", "Give at least one section a table."));
    }

    private PreReleaseAccess Read(PreReleaseAccess access, string field)
    {
        if (access.HoursBefore is < 0 or > LongestAccessHours)
        {
            _problems.Add(new(0, $"{field}.hours_before", ProblemReason.NumberOutOfRange, $"{access.HoursBefore} hours before publication.",
                $"Give 1 to {LongestAccessHours} hours: the Order on pre-release access allows no more."));
        }
        return new(Text(access.Who, LongestLine, $"{field}.who", required: true), access.HoursBefore == 0 ? LongestAccessHours : access.HoursBefore);
    }

    private EditionName? ReadEdition(string text, string field)
    {
        if (EditionName.TryParse(Count(text)) is { } edition)
            return edition;
        _problems.Add(new(0, field, ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not the name of an edition.", "Write periods/{period}/editions/{n}, or periods/{period} for its latest."));
        return null;
    }

    private PlannedMeasure? ReadMeasure(DraftMeasure measure, string field)
    {
        if (measure.Stage is { } stage && !Enum.IsDefined(stage))
            _problems.Add(Stages.Unknown($"{(int)stage}", 0) with { Field = field });
        if (MeasureId.TryParse(Count(measure.Measure)) is { } id)
            return new(id, measure.Stage);
        _problems.Add(MeasureId.Unknown(measure.Measure) with { Field = field });
        return null;
    }

    private Cohort? ReadCohort(string text, string field)
    {
        Outcome<Cohort> cohort = Cohort.Parse(Count(text));
        _problems.AddRange(cohort.Problems.Select(problem => problem with { Field = field }));
        return cohort.IsAccepted ? cohort.Value : null;
    }

    // Items that are named twice are meant once.
    private ImmutableArray<TRead> ReadList<TItem, TRead>(ImmutableArray<TItem> items, string field, Func<TItem, string, TRead?> read) where TRead : class
    {
        CheckCount(field, items.Length, MostInList);
        return [.. Some(items, MostInList).Select((item, index) => read(item, $"{field}[{index + 1}]")).OfType<TRead>().Distinct()];
    }

    private string Text(string? text, int longest, string field, bool required = false) =>
        // A text that was written on Windows means the same.
        SafeText.Read(Count(text)?.ReplaceLineEndings("\n"), longest, 0, field, _problems, required);

    private string? Count(string? text)
    {
        _characters += text?.Length ?? 0;
        return text;
    }

    // More than the most are a problem already; each of them need not be one too.
    private static IEnumerable<T> Some<T>(ImmutableArray<T> items, int most) => items.Take(most);

    private void CheckCount(string field, int count, int most)
    {
        if (count > most)
            _problems.Add(new(0, field, ProblemReason.TooManyLines, $"There are {count:N0} {field[(field.LastIndexOf('.') + 1)..].Replace('_', ' ')}.", $"Give at most {most}."));
    }
}
