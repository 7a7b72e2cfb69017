using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Linked tables together tell no figure of any of them more tightly than its protection level, whatever their totals are off by.</summary>
public sealed class LinkedLaws
{
    /// <summary>A member's cash, what it gives in kind, and how much its total is off.</summary>
    private sealed record Giver(SmallMember Cash, decimal Kind, decimal Off)
    {
        public decimal Total => Math.Max(0, Cash.Numerator + Kind + Off);
    }

    private static readonly DisclosurePolicy Policy = new() { Threshold = 5, CoalitionSize = 1 };

    // Even enough that all three tables tell something, and now and then a giver who needs the others.
    private static readonly Gen<Giver> Member =
        from member in SmallTables.Member(MeasureKind.Amount, 2, 2, 0, hasGroups: false)
        from cash in Gen.Int[50, 150].Select(amount => member with { Numerator = amount })
        from kind in Gen.Frequency((9, Gen.Int[50, 150]), (1, Gen.Int[300, 500]))
        from off in Gen.Frequency((3, Gen.Const(0m)), (3, Gen.Int[-99, 99].Select(pence => pence / 100m)), (2, Gen.Int[-30, 30].Select(percent => percent * cash.Numerator / 100)))
        select new Giver(cash, kind, off);

    [Fact]
    public void No_linked_tables_tell_too_much_together()
    {
        int together = 0;
        Member.Array[7, 12].Sample(members =>
        {
            Giver[] givers = [.. members.Select((giver, number) => giver with { Cash = giver.Cash with { Number = number } })];
            SuppressionPattern[] patterns = [.. Protect(givers)];
            if (patterns.All(pattern => pattern.Vintage.Shown.Any(shown => shown.Status == CellStatus.Published)))
                Interlocked.Increment(ref together);
            Assert.Null(AttackerOf(givers, patterns).FindBreach(Goals(givers)));
        }, iter: Effort.Times(60), print: givers => string.Join("; ", givers.Select(giver => FormattableString.Invariant($"{giver.Cash} {giver.Kind} {giver.Off}"))));
        Assert.True(together > 0);
    }

    private static ImmutableArray<SuppressionPattern> Protect(Giver[] givers)
    {
        SmallTable table = new(MeasureKind.Amount, [.. givers.Select(giver => giver.Cash)], Policy);
        LinkedColumn Column(Measure measure, Func<Giver, decimal> figure) => new(
            new(measure, Stage.Delivered, [.. givers.Select(giver => giver.Cash.Entry with { Numerator = figure(giver) })]), [], SmallTable.NoneWithheld);
        Measure cash = table.Measure with { Id = new("cash") }, kind = cash with { Id = new("kind") };
        return SuppressionPattern.OfLinked([Column(cash, giver => giver.Cash.Numerator), Column(kind, giver => giver.Kind),
            Column(cash with { Id = new("total"), Parts = [cash.Id, kind.Id] }, giver => giver.Total)], table.Lattice, Policy);
    }

    // Three unknowns a member: cash, kind, and what its total has beside them, which may be nothing or twice as much.
    private static PlainAttacker AttackerOf(Giver[] givers, SuppressionPattern[] patterns) => new(
        [.. givers.SelectMany((giver, owner) => new[] { giver.Cash.Numerator, giver.Kind, Math.Abs(giver.Total - giver.Cash.Numerator - giver.Kind) }
            .Select((figure, part) => new Unknown(owner, 1, (double)figure, part < 2 ? double.PositiveInfinity : (double)figure)))],
        [.. patterns.SelectMany((pattern, table) => pattern.Vintage.Shown.Where(shown => shown.Status != CellStatus.Withheld).Select(shown => Told(pattern.Vintage, table, shown)))]);

    private static PublishedSum Told(Vintage vintage, int table, ShownCell shown)
    {
        double total = shown.Entries.Sum(index => (double)vintage.Entries[index].Numerator);
        CodedBand band = CodedBand.Of(total / shown.Entries.Length, MeasureKind.Amount, shown.BandPoints);
        return new([.. shown.Entries.SelectMany(member => PartsOf(member, table))], false,
            shown.Status == CellStatus.Published ? 0 : Math.Max(0, total - band.Lower * shown.Entries.Length), shown.Status == CellStatus.Published ? 0 : Math.Max(0, band.Upper * shown.Entries.Length - total));
    }

    private static int[] PartsOf(int member, int table) => table < 2 ? [3 * member + table] : [3 * member, 3 * member + 1, 3 * member + 2];

    private static IEnumerable<ProtectionGoal> Goals(Giver[] givers) =>
        from member in Enumerable.Range(0, givers.Length)
        from table in Enumerable.Range(0, 3)
        let giver = givers[member]
        let level = (double)(table == 0 ? giver.Cash.Numerator : table == 1 ? giver.Kind : giver.Total) / 10
        // What is told to be less than its parts can fall by no more than they can.
        where level > 1e-9 && (table < 2 || level < (double)(giver.Cash.Numerator + giver.Kind))
        from isUpward in new[] { true, false }
        select new ProtectionGoal([.. PartsOf(member, table).Select(part => new Term(part, 1))], isUpward, level, member, Policy.CoalitionSize);
}
