using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>How far one figure may be from what it is, and how far it must be able to be: its plausible bounds and its protection levels.</summary>
/// <param name="Value">The figure x.</param>
/// <param name="Weight">Its weight w in the ratio; 1 for an amount or an answer.</param>
/// <param name="Fall">How far it may fall: x − L.</param>
/// <param name="Rise">How far it may rise: U − x.</param>
/// <param name="Level">The protection it needs in either direction; less only where the bounds themselves tell more.</param>
internal readonly record struct FigureRoom(double Value, double Weight, double Fall, double Rise, double Level)
{
    /// <summary>By how much a reader must think it could be higher.</summary>
    public double UpwardLevel => Math.Min(Level, Rise);

    /// <summary>By how much a reader must think it could be lower.</summary>
    public double DownwardLevel => Math.Min(Level, Fall);

    /// <summary>The room of a contribution.</summary>
    public static FigureRoom Of(ColumnEntry entry, MeasureKind kind, DisclosurePolicy policy)
    {
        double weight = kind is MeasureKind.Percentage or MeasureKind.Rate ? (double)entry.Denominator : 1;
        double value = (double)(kind == MeasureKind.Percentage ? 100 * entry.Numerator : entry.Numerator) / weight;
        return kind switch
        {
            MeasureKind.Percentage => new(value, weight, value, Math.Max(0, 100 - value), (double)policy.PrecisionPoints),
            // An answer must be able to be the other one.
            MeasureKind.YesNo => new(value, weight, value, 1 - value, 1),
            _ => new(value, weight, value, double.PositiveInfinity, (double)policy.PrecisionPercent / 100 * value),
        };
    }
}
