using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>A column with its past, as it goes into the valve, alone or with those that it is linked with.</summary>
/// <param name="Column">The contributions.</param>
/// <param name="History">What the earlier editions of the period took in and showed, oldest first.</param>
/// <param name="WithheldLastPeriod">Texts of the cohorts that the last period withheld.</param>
internal sealed record LinkedColumn(ContributionColumn Column, ImmutableArray<Vintage> History, IReadOnlySet<string> WithheldLastPeriod)
{
    /// <summary>Says of a table which others of the same stage its figures follow from.</summary>
    public TableInput Link(ImmutableArray<LinkedColumn> columns, TableInput input)
    {
        Measure measure = Column.Measure;
        int[] parts = [.. measure.Parts.Select(part => Find(columns, part)).OfType<int>()];
        // A part that nobody returned adds nothing.
        if (parts.Length > 0)
            return input with { Parts = [.. parts] };
        return measure.NumeratorOf is { } ratio && Find(columns, ratio) is { } table
            ? input with { NumeratorOf = table, Scale = columns[table].Column.Measure.Kind == MeasureKind.Percentage ? 100 : 1 }
            : input;
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
