using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Queries;

/// <summary>Which of a cell's figures a row gives.</summary>
public enum Statistic
{
    /// <summary>Mean of the organisations' values, each counting once.</summary>
    Mean = 1,
    /// <summary>Sum of numerators over sum of denominators; for yes/no the percentage of organisations.</summary>
    Ratio = 2,
    /// <summary>The first decile.</summary>
    P10 = 3,
    /// <summary>The lower quartile.</summary>
    P25 = 4,
    /// <summary>The median.</summary>
    Median = 5,
    /// <summary>The upper quartile.</summary>
    P75 = 6,
    /// <summary>The last decile.</summary>
    P90 = 7,
}

/// <summary>What a statistic is of a cell.</summary>
internal static class StatisticFigures
{
    private static readonly ImmutableArray<Statistic> All = [.. Enum.GetValues<Statistic>()];

    /// <summary>Those that tell something of a kind of measure: a yes/no one has a percentage and no more.</summary>
    public static ImmutableArray<Statistic> TellingOf(MeasureKind kind) => kind == MeasureKind.YesNo ? [Statistic.Ratio] : All;

    /// <summary>The figure of a cell.</summary>
    public static Figure In(this Statistic statistic, Cell cell) => statistic switch
    {
        Statistic.Mean => cell.Mean,
        Statistic.Ratio => cell.Ratio,
        _ => cell.Quantiles[statistic - Statistic.P10].Figure,
    };
}
