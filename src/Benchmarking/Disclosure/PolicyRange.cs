using System.Globalization;
using System.Runtime.CompilerServices;

namespace Benchmarking.Disclosure;

/// <summary>The hard floor and ceiling of each parameter of a policy, both allowed. No file and no caller gets beyond them.</summary>
internal readonly record struct PolicyRange(decimal Floor, decimal Ceiling)
{
    /// <summary>What stands for no ceiling: above it nothing at all would be published, and whole numbers must fit their type.</summary>
    private const decimal NoCeiling = 1_000_000;

    public static PolicyRange Threshold { get; } = new(5, NoCeiling);

    public static PolicyRange SharePercent { get; } = new(1, 50);

    public static PolicyRange CoalitionSize { get; } = new(1, 3);

    public static PolicyRange PrecisionPercent { get; } = new(5, 100);

    public static PolicyRange PrecisionPoints { get; } = new(1, 50);

    public static PolicyRange QuantileTail { get; } = new(3, NoCeiling);

    public static PolicyRange ProportionTail { get; } = new(3, NoCeiling);

    public static PolicyRange MostDimensionsCrossed { get; } = new(1, 3);

    public static PolicyRange FewestChanged { get; } = new(5, NoCeiling);

    public static PolicyRange CodingBandPoints { get; } = new(1, 20);

    /// <summary>Whether a value is allowed.</summary>
    public bool Includes(decimal value) => value >= Floor && value <= Ceiling;

    /// <summary>The value, which must be allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public T Require<T>(T value, [CallerMemberName] string name = "") where T : struct, System.Numerics.INumber<T> =>
        Includes(decimal.CreateChecked(value)) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {this}.");

    /// <summary>The range in words, as a remedy has them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"from {Floor:N0} to {Ceiling:N0}");
}
