using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Queries;

/// <summary>The rows of a query that are read from one table: for each selection each statistic.</summary>
public sealed class QueryBlock
{
    private readonly EditionCohorts _cohorts;

    internal QueryBlock(EditionCohorts cohorts, Measure measure, Stage stage, ImmutableArray<Selection> selections, ImmutableArray<Statistic> statistics)
    {
        _cohorts = cohorts;
        (Measure, Stage, Selections, Statistics) = (measure, stage, selections, statistics);
    }

    /// <summary>The edition.</summary>
    public Edition Edition => _cohorts.Edition;

    /// <summary>The measure, as it is now.</summary>
    public Measure Measure { get; }

    /// <summary>The stage.</summary>
    public Stage Stage { get; }

    /// <summary>Whom the rows are about.</summary>
    public ImmutableArray<Selection> Selections { get; }

    /// <summary>The statistics of each.</summary>
    public ImmutableArray<Statistic> Statistics { get; }

    /// <summary>Rows.</summary>
    public long RowCount => (long)Selections.Length * Statistics.Length;

    /// <summary>Rows from one on.</summary>
    /// <param name="table">The table of the edition; null when nobody returned anything for it.</param>
    /// <param name="first">The first row, from 0.</param>
    public IEnumerable<QueryRow> Rows(Table? table, long first)
    {
        // As it was at the cut, so that the answer is the same whenever it is asked for.
        Measure measure = table?.Measure ?? Measure;
        for (int selection = (int)(first / Statistics.Length); selection < Selections.Length; selection++)
        {
            QueryCell figures = QueryCell.Of(_cohorts, table, Selections[selection]);
            int from = selection == first / Statistics.Length ? (int)(first % Statistics.Length) : 0;
            for (int statistic = from; statistic < Statistics.Length; statistic++)
                yield return new(Edition, measure, Stage, figures, Statistics[statistic]);
        }
    }
}
