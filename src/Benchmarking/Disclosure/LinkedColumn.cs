using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>A column with its past, as it goes into the valve, alone or with those that it is linked with.</summary>
/// <param name="Column">The contributions.</param>
/// <param name="History">What the earlier editions of the period took in and showed, oldest first.</param>
/// <param name="WithheldLastPeriod">Texts of the cohorts that the last period withheld.</param>
internal sealed record LinkedColumn(ContributionColumn Column, ImmutableArray<Vintage> History, IReadOnlySet<string> WithheldLastPeriod)
{
    /// <summary>Each way in which its figures follow from others in the period; by its measure's definition alone when nothing else is said.</summary>
    public ImmutableArray<MeasureLinks> Links { get; init; } = [MeasureLinks.Of(Column.Measure)];

    /// <summary>Says of a table which others of the same stage its figures follow from.</summary>
    public TableInput Link(ImmutableArray<LinkedColumn> columns, TableInput input)
    {
        // A part that nobody returned adds nothing.
        ImmutableArray<ImmutableArray<int>> ways = [.. Links.Select(links => links.Followed.Select(part => Find(columns, part)).OfType<int>().ToImmutableArray())
            .Where(way => !way.IsEmpty).DistinctBy(way => string.Join(',', way))];
        bool isOfPercentage = Links.Any(links => links.NumeratorOf is { } ratio && Find(columns, ratio) is { } table && columns[table].Column.Measure.Kind == MeasureKind.Percentage);
        return input with { FollowsFrom = ways, Scale = isOfPercentage ? 100 : 1 };
    }

    private int? Find(ImmutableArray<LinkedColumn> columns, MeasureId measure)
    {
        for (int index = 0; index < columns.Length; index++)
        {
            if (columns[index].Column.Measure.Id == measure && columns[index].Column.Stage == Column.Stage)
                return index;
        }
        return null;
    }
}
