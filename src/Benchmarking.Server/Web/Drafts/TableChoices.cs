using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Releases;
using Benchmarking.Server.Web.Figures;
using Benchmarking.Server.Web.Wording;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>One of the things that a table may show.</summary>
/// <param name="Value">As the form sends it.</param>
/// <param name="Text">As people read it.</param>
internal sealed record TableChoice(string Value, string Text);

/// <summary>Choices under a heading.</summary>
/// <param name="Heading">The heading; empty for those that are chosen or come first.</param>
/// <param name="Choices">The choices.</param>
/// <param name="IsFolded">Whether they are folded away under the heading.</param>
internal sealed record ChoiceGroup(string Heading, IReadOnlyList<TableChoice> Choices, bool IsFolded = false);

/// <summary>What a table can be made of. What is chosen comes first, in the order in which the table will have it.</summary>
/// <param name="Editions">Editions, and periods for their latest.</param>
/// <param name="Measures">Measures at their stages, folded by theme.</param>
/// <param name="Cohorts">Cohorts: those of one category by dimension, and crosses, folded.</param>
internal sealed record TableChoices(IReadOnlyList<ChoiceGroup> Editions, IReadOnlyList<ChoiceGroup> Measures, IReadOnlyList<ChoiceGroup> Cohorts);

/// <summary>Finds what a table can be made of.</summary>
internal sealed class TableChoicesReader(Choices choices, MeasureGateway measures)
{
    /// <summary>The choices for a table, given what is chosen already; what is chosen and is not known is among them.</summary>
    public async Task<TableChoices> ReadAsync(PostedTable table)
    {
        IReadOnlyList<Edition> editions = await choices.ListAsync();
        Catalogue catalogue = await measures.GetAsync();
        Edition[] chosen = [.. editions.Where(edition => table.ChosenEditions.Contains(edition.Name) || table.ChosenEditions.Contains(edition.Period.Name))];
        string[] chosenMeasures = [.. table.ChosenMeasures.Select(text => Usual(text, catalogue))];
        string[] chosenCohorts = [.. table.ChosenCohorts.DefaultIfEmpty(Cohort.All.Text)];
        return new(
            [Chosen(table.ChosenEditions, EditionText), Rest("", EditionsOf(editions), table.ChosenEditions, EditionText)],
            [Chosen(chosenMeasures, text => MeasureText(text, catalogue)), .. MeasuresOf(catalogue).Select(theme => Rest(theme.Heading, theme.Texts, chosenMeasures, text => MeasureText(text, catalogue), isFolded: true))],
            [Chosen(chosenCohorts, CohortText), .. CohortsOf(chosen.Length > 0 ? chosen : editions).Select(group => Rest(group.Heading, group.Texts, chosenCohorts, CohortText, group.IsCrossed))]);
    }

    /// <summary>What a table is made of, in words, for the form in which it is not open.</summary>
    public async Task<IReadOnlyList<(string Name, string Text)>> DescribeAsync(PostedTable table)
    {
        Catalogue catalogue = await measures.GetAsync();
        string List(IReadOnlyList<string> texts, Func<string, string> text) => texts.Count == 0 ? "None chosen yet" : string.Join("; ", texts.Select(text));
        return
        [
            ("Editions", List(table.ChosenEditions, EditionText)), ("Measures", List(table.ChosenMeasures, text => MeasureText(text, catalogue))),
            ("Groups", List([.. table.ChosenCohorts.DefaultIfEmpty(Cohort.All.Text)], CohortText)),
        ];
    }

    private static ChoiceGroup Chosen(IReadOnlyList<string> values, Func<string, string> text) => new("", [.. values.Select(value => new TableChoice(value, text(value)))]);

    private static ChoiceGroup Rest(string heading, IEnumerable<string> values, IReadOnlyList<string> chosen, Func<string, string> text, bool isFolded = false) =>
        new(heading, [.. values.Except(chosen).Select(value => new TableChoice(value, text(value)))], isFolded);

    // Of each period its latest, whichever that is when the release is frozen, and then each by its number.
    private static IEnumerable<string> EditionsOf(IReadOnlyList<Edition> editions) =>
        editions.GroupBy(edition => edition.Period).SelectMany(period => period.Select(edition => edition.Name).Append(period.Key.Name));

    private static IEnumerable<(string Heading, IEnumerable<string> Texts)> MeasuresOf(Catalogue catalogue) =>
        catalogue.Measures.GroupBy(measure => Themes.Of(measure.Id)).OrderBy(theme => theme.Key == Themes.Other)
            .Select(theme => (theme.Key, theme.SelectMany(measure => measure.Stages.Select(stage => PostedTable.TextOf(measure.Id, stage)))));

    private static IEnumerable<(string Heading, IEnumerable<string> Texts, bool IsCrossed)> CohortsOf(IReadOnlyList<Edition> editions) =>
        editions.SelectMany(edition => edition.Cohorts).Select(size => size.Cohort).Distinct().OrderBy(cohort => cohort.Terms.Length)
            .GroupBy(cohort => (Heading: string.Join(" and ", cohort.Terms.Select(term => Dimension.All.First(one => one.Id == term.Dimension).Title)), IsCrossed: cohort.Terms.Length > 1))
            .Select(group => (group.Key.Heading, group.Select(cohort => cohort.Text), group.Key.IsCrossed));

    // The stage that is meant when none is named is chosen by its name.
    private static string Usual(string text, Catalogue catalogue) =>
        PostedTable.ToMeasure(text) is { Stage: null } measure && catalogue.Find(MeasureId.TryParse(measure.Measure)) is { } known ? PostedTable.TextOf(known.Id, known.UsualStage) : text;

    private static string MeasureText(string text, Catalogue catalogue)
    {
        DraftMeasure measure = PostedTable.ToMeasure(Usual(text, catalogue));
        return catalogue.Find(MeasureId.TryParse(measure.Measure)) is { } known && measure.Stage is { } stage ? $"{known.Name}{(stage == Stage.Unstaged ? "" : $", {stage.ToText()}")} ({known.Id.Value})" : text;
    }

    private static string EditionText(string text) => EditionName.TryParse(text) switch
    {
        { Number: null } latest => $"{latest.Period.Value}, whichever edition is the latest when the release is scheduled",
        { } => Say.Edition(text),
        null => text,
    };

    private static string CohortText(string text) => Cohort.Parse(text).IsAccepted ? Say.Cohort(text) : text;
}
