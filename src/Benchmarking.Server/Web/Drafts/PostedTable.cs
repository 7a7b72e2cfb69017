using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;
using Benchmarking.Releases;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>
/// A table of the form. The one that is open has a checkbox for each choice; of the others each list is one field with a choice a line, so
/// that a draft of many tables is a short form.
/// </summary>
internal sealed class PostedTable
{
    /// <summary>What it shows.</summary>
    public string? Title { get; set; }

    /// <summary>Names of editions, or of periods for their latest.</summary>
    public List<string?> Editions { get; set; } = [];

    /// <summary>Measures, each <c>{measure}/{stage}</c>, or the measure alone for its usual stage.</summary>
    public List<string?> Measures { get; set; } = [];

    /// <summary>Texts of cohorts.</summary>
    public List<string?> Cohorts { get; set; } = [];

    /// <summary>The names of the editions that are chosen.</summary>
    public IReadOnlyList<string> ChosenEditions => Choices(Editions, text => EditionName.TryParse(text) is { } name ? NameOf(name) : text);

    /// <summary>The measures that are chosen.</summary>
    public IReadOnlyList<string> ChosenMeasures => Choices(Measures, text => text);

    /// <summary>The cohorts that are chosen; none means everyone.</summary>
    public IReadOnlyList<string> ChosenCohorts => Choices(Cohorts, text => Cohort.Parse(text) is { IsAccepted: true } cohort ? cohort.Value.Text : text);

    /// <summary>What stands in the form of a table.</summary>
    public static PostedTable Of(DraftTable table) => new()
    {
        Title = table.Title,
        Editions = [.. table.Editions],
        Measures = [.. table.Measures.Select(TextOf)],
        Cohorts = [.. table.Cohorts.DefaultIfEmpty(Cohort.All.Text)],
    };

    /// <summary>The table as the domain reads it.</summary>
    public DraftTable ToDraft() => new(Title ?? "", [.. ChosenEditions], [.. ChosenMeasures.Select(ToMeasure)], [.. ChosenCohorts]);

    /// <summary>The name of an edition, or of its period.</summary>
    public static string NameOf(EditionName name) => name.Number is { } number ? $"{name.Period.Name}/editions/{number}" : name.Period.Name;

    /// <summary>A measure at a stage as the form has it.</summary>
    public static string TextOf(MeasureId measure, Stage stage) => $"{measure.Value}/{stage.ToText()}";

    /// <summary>The measure that a text of the form names.</summary>
    public static DraftMeasure ToMeasure(string text)
    {
        string bare = text.StartsWith("measures/", StringComparison.Ordinal) ? text["measures/".Length..] : text;
        return bare.Split('/') is [var measure, var word] && Stages.TryParse(word) is { } stage ? new(measure, stage) : new(text, null);
    }

    private static string TextOf(DraftMeasure measure) => measure.Stage is { } stage && MeasureId.TryParse(measure.Measure) is { } id ? TextOf(id, stage) : measure.Measure;

    private static ImmutableArray<string> Choices(List<string?> texts, Func<string, string> canonical) =>
        [.. texts.SelectMany(text => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(canonical).Distinct()];
}
