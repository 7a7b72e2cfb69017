using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>Where a problem of a draft stands on its form, and how people say it.</summary>
internal static partial class DraftField
{
    /// <summary>The identifier of the field that a problem is about; empty when it is about all of it.</summary>
    /// <param name="field">The domain's path, such as <c>sections[1].tables[2].cohorts[1]</c>.</param>
    /// <param name="open">The table that is open, such as <c>1.2</c>: a problem of another one stands at its button.</param>
    public static string IdOf(string field, string open)
    {
        if (Table().Match(field) is { Success: true } table)
        {
            int section = int.Parse(table.Groups[1].Value, CultureInfo.InvariantCulture), number = int.Parse(table.Groups[2].Value, CultureInfo.InvariantCulture);
            string id = DraftSteps.TableId(section, number), part = table.Groups[3].Value;
            return part is "" or "title" || DraftSteps.NameOf(section, number) != open ? id : $"{id}-{part}";
        }
        return field switch
        {
            "sections" or "tables" or "name" or "etag" or "request_id" => "",
            _ when field.StartsWith("notes", StringComparison.Ordinal) => "notes",
            _ => field.Replace("pre_release_access", "access", StringComparison.Ordinal).Replace("hours_before", "hours", StringComparison.Ordinal)
                .Replace("[", "-", StringComparison.Ordinal).Replace("].", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('_', '-'),
        };
    }

    /// <summary>The table that a problem is about, such as <c>1.2</c>; empty when it is about none.</summary>
    public static string TableOf(string field) => Table().Match(field) is { Success: true } table ? $"{table.Groups[1].Value}.{table.Groups[2].Value}" : "";

    /// <summary>Which part of the form a problem is in: 0 what comes before the sections, 1 the sections, 2 what comes after them.</summary>
    public static int PlaceOnPage(string field) => field switch
    {
        "title" or "publisher" or "contact" or "summary" => 0,
        _ when field.StartsWith("sections", StringComparison.Ordinal) || field == "tables" => 1,
        _ => 2,
    };

    /// <summary>A problem in words, with where it is: "Section 1, table 2: choose an edition".</summary>
    public static string Words(Problem problem)
    {
        string place = PlaceOf(problem.Field), name = NameOf(problem.Field);
        string prefix = place.Length > 0 ? $"{place}: " : "";
        return problem.Reason switch
        {
            ProblemReason.FieldRequired when name is "editions" or "measures" => $"{prefix}choose at least one {(name == "editions" ? "edition" : "measure")}",
            ProblemReason.FieldRequired when problem.Field == "sections" => "Add a table to at least one section",
            ProblemReason.FieldRequired when problem.Field == "reason" => $"{problem.Message} {problem.Remedy}",
            ProblemReason.FieldRequired when name.Length > 0 => prefix.Length > 0 ? $"{prefix}enter the {name}" : $"Enter the {name}",
            ProblemReason.EtagMismatch => "The release has changed since you opened this page. Open it again, and make your changes there.",
            // What to do about it says the page itself: the remedies are those of the command line.
            ProblemReason.ReleaseStateWrong => problem.Message,
            ProblemReason.EditionUnknown or ProblemReason.EditionWithdrawn => $"{prefix}{problem.Message} Choose another edition.",
            ProblemReason.MeasureUnknown => $"{prefix}{problem.Message} Choose another measure.",
            // What the domain calls a field by its path, the page calls by its name.
            _ when name.Length > 0 && problem.Message.StartsWith(problem.Field, StringComparison.Ordinal) => $"{prefix}{(prefix.Length > 0 ? "the" : "The")} {name}{problem.Message[problem.Field.Length..]} {problem.Remedy}",
            _ => $"{prefix}{problem.Message} {problem.Remedy}",
        };
    }

    private static string PlaceOf(string field) =>
        Place().Match(field) is { Success: true } place ? place.Groups[2].Success ? $"Section {place.Groups[1].Value}, table {place.Groups[2].Value}" : $"Section {place.Groups[1].Value}"
        : Access().Match(field) is { Success: true } access ? $"Access before publication, line {access.Groups[1].Value}" : "";

    private static string NameOf(string field) => Regex.Replace(field[(field.LastIndexOf('.') + 1)..], @"\[\d+\]", "") switch
    {
        "publish_date" => "date",
        "publish_time_of_day" => "time",
        "hours_before" => "hours before publication",
        "who" => "person's role",
        "limits" => "known limits",
        "release_id" => "short name",
        var name => name.Replace('_', ' '),
    };

    [GeneratedRegex(@"^sections\[(\d{1,6})\]\.tables\[(\d{1,6})\](?:\.([a-z]+))?")]
    private static partial Regex Table();

    [GeneratedRegex(@"^sections\[(\d+)\](?:\.tables\[(\d+)\])?")]
    private static partial Regex Place();

    [GeneratedRegex(@"^pre_release_access\[(\d+)\]")]
    private static partial Regex Access();
}
