using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;

namespace Benchmarking.Queries;

/// <summary>A query whose every part is known.</summary>
public sealed class Query
{
    /// <summary>Most measures named in one query.</summary>
    public const int MostMeasures = 100;

    /// <summary>Most editions in one query.</summary>
    public const int MostEditions = 20;

    private Query(ImmutableArray<Measure> measures, ImmutableArray<Stage> stages, Selection filter, ImmutableArray<int> groupBy, ImmutableArray<Statistic> statistics) =>
        (Measures, Stages, Filter, GroupBy, Statistics) = (measures, stages, filter, groupBy, statistics);

    /// <summary>The measures; none for all that the editions have.</summary>
    internal ImmutableArray<Measure> Measures { get; }

    /// <summary>The stages; none for each measure's usual one.</summary>
    internal ImmutableArray<Stage> Stages { get; }

    /// <summary>Whom the rows are about.</summary>
    internal Selection Filter { get; }

    /// <summary>Places in <see cref="Dimension.All"/>.</summary>
    internal ImmutableArray<int> GroupBy { get; }

    /// <summary>The statistics; none for those that tell of the measure.</summary>
    internal ImmutableArray<Statistic> Statistics { get; }

    /// <summary>Reads a query, with every problem of it.</summary>
    /// <param name="text">The query.</param>
    /// <param name="catalogue">The measures that there are.</param>
    /// <param name="categories">The categories of its editions; null when those are not known, so that the rest is looked at still.</param>
    public static Outcome<Query> Read(QueryText text, Catalogue catalogue, CategoryList? categories)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalogue);
        List<Problem> problems = [];
        ImmutableArray<Stage> stages = ReadEach(text.Stages, "stages", Enum.GetValues<Stage>().Length, number => Enum.IsDefined((Stage)number), number => (Stage)number, StageUnknown, problems);
        ImmutableArray<Measure> measures = ReadEach(text.Measures, "measures", MostMeasures, name => catalogue.Find(MeasureId.TryParse(name)) is not null,
            name => catalogue.Find(MeasureId.TryParse(name))!, name => MeasureId.Unknown(name), problems);
        problems.AddRange(measures.Where(measure => StagesOf(measure, stages).IsEmpty).Select(NotCollected));
        Outcome<Selection> filter = CohortFilter.Read(text.Filter, categories);
        problems.AddRange(filter.Problems);
        ImmutableArray<int> groupBy = ReadEach(text.GroupBy, "group_by", Dimension.All.Length, id => DimensionOf(id) >= 0, DimensionOf, DimensionUnknown, problems);
        ImmutableArray<Statistic> statistics = ReadEach(text.Statistics, "statistics", Enum.GetValues<Statistic>().Length,
            number => Enum.IsDefined((Statistic)number), number => (Statistic)number, StatisticUnknown, problems);
        return problems.Count == 0 ? Outcome.Accepted(new Query(measures, stages, filter.Value, groupBy, statistics)) : Outcome.Refused<Query>(problems);
    }

    /// <summary>The stages of a measure that a query is about: those asked for at which it is collected.</summary>
    internal ImmutableArray<Stage> StagesOf(Measure measure) => StagesOf(measure, Stages);

    private static ImmutableArray<Stage> StagesOf(Measure measure, ImmutableArray<Stage> asked) => asked.IsEmpty ? [measure.UsualStage] : [.. asked.Where(stage => measure.Stages.Contains(stage))];

    private static int DimensionOf(string id) => Dimension.All.Select(dimension => dimension.Id).ToList().IndexOf(id.Trim().ToLowerInvariant());

    // A list of things that each come once, and not too many.
    private static ImmutableArray<T> ReadEach<TText, T>(ImmutableArray<TText> texts, string field, int most, Func<TText, bool> isKnown, Func<TText, T> read,
        Func<TText, Problem> unknown, List<Problem> problems) where TText : notnull where T : notnull
    {
        if (texts.Length > most)
        {
            problems.Add(new(0, field, ProblemReason.TooManyLines, $"There are {texts.Length:N0} {field}.", $"Name at most {most}, each once."));
            return [];
        }
        problems.AddRange(texts.Where(text => !isKnown(text)).Select(unknown));
        ImmutableArray<T> all = [.. texts.Where(isKnown).Select(read)];
        problems.AddRange(all.GroupBy(item => item).Where(same => same.Count() > 1)
            .Select(same => new Problem(0, field, ProblemReason.LineDuplicate, $"{field} has the same one {same.Count()} times: {Problem.Quote(NameOf(same.Key))}.", "Name each once.")));
        return [.. all.Distinct()];
    }

    private static string NameOf<T>(T item) => item switch { Measure measure => measure.Id.Value, int dimension => Dimension.All[dimension].Id, _ => $"{item}" };

    private static Problem NotCollected(Measure measure) => new(0, "stages", ProblemReason.StageNotCollected, $"{measure.Id} is collected at none of these stages.",
        $"Use {string.Join(" or ", measure.Stages.Select(Benchmarking.Measures.Stages.ToText))}.");

    private static Problem StageUnknown(int number) =>
        new(0, "stages", ProblemReason.StageUnknown, $"{number} is not the number of a stage.", "Name committed, delivered or unstaged, or leave stages out.");

    private static Problem StatisticUnknown(int number) => new(0, "statistics", ProblemReason.StatisticUnknown, $"{number} is not the number of a statistic.",
        $"The statistics are {string.Join(", ", Enum.GetValues<Statistic>().Select(known => $"{known}".ToLowerInvariant()))}.");

    private static Problem DimensionUnknown(string id) => new(0, "group_by", ProblemReason.CohortUnknown, $"{Problem.Quote(id)} is no dimension.",
        $"{Suggestion.For(id, Dimension.All.Select(dimension => dimension.Id))}The dimensions are {string.Join(", ", Dimension.All.Select(dimension => dimension.Id))}.");
}
