using Benchmarking.Measures;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Random small tables: two or three dimensions of up to three categories, uneven ones, with figures as skewed as real ones.</summary>
internal static class SmallTables
{
    private static readonly Gen<MeasureKind> Kind = Gen.Int[0, 3].Select(kind => (MeasureKind)(kind + 1));

    // Half of a sort in the first category: uneven, as sectors are.
    private static Gen<string> Category(char letter, int count) => Gen.Int[0, 2 * count - 1].Select(pick => $"{letter}{Math.Max(0, pick - count + 1)}");

    /// <summary>A figure of a kind: numerator and denominator.</summary>
    public static Gen<(decimal Numerator, decimal Denominator)> Figure(MeasureKind kind) => kind switch
    {
        MeasureKind.YesNo => Gen.Bool.Select(yes => (yes ? 1m : 0m, 1m)),
        MeasureKind.Amount => Gen.Frequency((1, Gen.Const(0m)), (9, Skewed(1, 5))).Select(amount => (amount, 1m)),
        MeasureKind.Rate => Gen.Select(Skewed(1, 4), Gen.Int[0, 400]).Select((weight, rate) => (Math.Round(weight * rate / 1000), weight)),
        _ => Gen.Select(Skewed(1.5, 3.5), Percent).Select((weight, percent) => (Math.Round(weight * percent / 100), weight)),
    };

    /// <summary>Tables of so many organisations, at the lowest threshold there may be.</summary>
    public static Gen<SmallTable> Of(int fewest, int most, int coalition, bool hasGroups = false) =>
        Of(Kind, fewest, most, coalition, hasGroups);

    public static Gen<SmallTable> Of(Gen<MeasureKind> kinds, int fewest, int most, int coalition, bool hasGroups = false) =>
        from kind in kinds
        from n in Gen.Int[fewest, most]
        from sectors in Gen.Int[2, 3]
        from regions in Gen.Int[2, 3]
        from sizes in Gen.Int[0, 2]
        from members in Member(kind, sectors, regions, sizes, hasGroups).Array[n]
        from per in Gen.OneOf(Gen.Const(1), Gen.Const(52), Gen.Const(1_000), Gen.Const(10_000))
        select new SmallTable(kind, [.. members.Select((member, number) => member with { Number = number })],
            new() { Threshold = 5, CoalitionSize = coalition })
        { Per = kind == MeasureKind.Rate ? per : 1 };

    public static Gen<SmallMember> Member(MeasureKind kind, int sectors, int regions, int sizes, bool hasGroups) =>
        from sector in Category('s', sectors)
        from region in Category('r', regions)
        from size in sizes < 2 ? Gen.Const("") : Category('z', sizes)
        from figure in Figure(kind)
        from @group in Gen.Int[0, 11]
        select new SmallMember(0, sector, region, size, figure.Numerator, figure.Denominator, hasGroups && @group < 2 ? $"g{@group}" : null);

    private static Gen<decimal> Skewed(double least, double most) => Gen.Double[least, most].Select(power => Math.Round((decimal)Math.Pow(10, power)));

    // Some measures live near a bound and some do not.
    private static readonly Gen<decimal> Percent =
        Gen.Frequency((3, Gen.Int[0, 100]), (1, Gen.Int[95, 100]), (1, Gen.Const(100))).Select(percent => (decimal)percent);
}
