using System.Globalization;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// A standard band, told in place of a value that would tell too much: partial suppression (Fischetti and Salazar, <i>Statistics and Computing</i>
/// 13 (2003), 13–21). The bands are fixed beforehand, so that which one it is tells nothing but where the value lies.
/// </summary>
/// <param name="Lower">Its lower end, in the measure's unit.</param>
/// <param name="Upper">Its upper end.</param>
internal readonly record struct CodedBand(double Lower, double Upper)
{
    /// <summary>
    /// The band of a value. Percentages: those near 0 and 100, and tens between them. Others: 1, 2, 5, 10, 20, 50 and so on in both
    /// directions, the lowest from 0.
    /// </summary>
    /// <param name="value">The value, 0 or more.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="points">How wide the bands near 0 and 100 are, in percentage points.</param>
    public static CodedBand Of(double value, MeasureKind kind, decimal points) =>
        kind is MeasureKind.Percentage or MeasureKind.YesNo ? OfPercentage(value, (double)points) : OfAmount(value);

    /// <summary>Whether it lies beside 0 or 100, where the bound alone tells much of every figure.</summary>
    public bool IsNearBound(decimal points) => Upper <= (double)points || Lower >= 100 - (double)points;

    /// <summary>The text that is told, such as <c>95 % or more</c> or <c>between 20 and 50 weeks</c>.</summary>
    public string ToText(Measure measure)
    {
        string unit = measure.Kind is MeasureKind.Percentage or MeasureKind.YesNo ? "%" : measure.Unit;
        if (unit == "%" && Upper == 100)
            return string.Create(CultureInfo.InvariantCulture, $"{Lower:0.##} % or more");
        if (Lower == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{Upper:0.##########} {unit} or less");
        return unit == "%"
            ? string.Create(CultureInfo.InvariantCulture, $"between {Lower:0.##} % and {Upper:0.##} %")
            : string.Create(CultureInfo.InvariantCulture, $"between {Lower:#,0.##########} and {Upper:#,0.##########} {unit}");
    }

    private static CodedBand OfPercentage(double value, double points)
    {
        if (value <= points)
            return new(0, points);
        if (value >= 100 - points)
            return new(100 - points, 100);
        double tens = Math.Floor(value / 10) * 10;
        return new(Math.Max(points, tens), Math.Min(100 - points, tens + 10));
    }

    private static CodedBand OfAmount(double value)
    {
        // Below this nothing is told but that it is small.
        const double Least = 0.001;
        if (value < Least)
            return new(0, Least);
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        // A logarithm may be a hair off at a power of ten.
        power = value >= 10 * power ? 10 * power : value < power ? power / 10 : power;
        double lead = value / power;
        return lead < 2 ? new(power, 2 * power) : lead < 5 ? new(2 * power, 5 * power) : new(5 * power, 10 * power);
    }
}
