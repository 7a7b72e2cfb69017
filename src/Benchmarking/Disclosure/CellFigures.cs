using Benchmarking.Measures;
using Benchmarking.Statistics;

namespace Benchmarking.Disclosure;

/// <summary>The ratio and the mean of a cell, to the last bit: what is told of them, and what the attacker is taken to be told, must be of the same number.</summary>
internal static class CellFigures
{
    /// <summary>All numerators over all denominators, in the measure's unit; summed in exact decimals, so that the order does not matter.</summary>
    /// <param name="entries">The contributions, at least one.</param>
    /// <param name="multiplier">What a quotient is multiplied by to be in the measure's unit.</param>
    public static double Ratio(IReadOnlyCollection<ColumnEntry> entries, decimal multiplier) =>
        (double)multiplier * (double)entries.Sum(entry => entry.Numerator) / (double)entries.Sum(entry => entry.Denominator);

    /// <summary>The figures of the organisations, ascending, in the measure's unit.</summary>
    public static double[] Sorted(IReadOnlyCollection<ColumnEntry> entries, MeasureKind kind, decimal multiplier)
    {
        double[] values = [.. entries.Select(entry => Measure.Value(kind, multiplier, entry.Numerator, entry.Denominator))];
        Array.Sort(values);
        return values;
    }

    /// <summary>The ratio, or the mean of the organisations' figures; one and the same for an amount.</summary>
    public static double Of(IReadOnlyCollection<ColumnEntry> entries, bool isRatio, MeasureKind kind, decimal multiplier) =>
        isRatio && kind != MeasureKind.Amount ? Ratio(entries, multiplier) : Means.Mean(Sorted(entries, kind, multiplier));
}
