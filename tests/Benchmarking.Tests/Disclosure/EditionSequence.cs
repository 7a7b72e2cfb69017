using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What happens between two editions.</summary>
internal enum Happening
{
    Correct,
    Join,
    Leave,
    Move,
    /// <summary>Stays a member and takes its figure back, or returns it again.</summary>
    FallSilent,
    Withdraw,
    /// <summary>Leaves its control group, and stands alone.</summary>
    Part,
}

/// <summary>One event: to the member that the pick falls on, with another's attributes and figure.</summary>
internal readonly record struct SmallEvent(Happening Happening, int Pick, SmallMember Other)
{
    public override string ToString() => FormattableString.Invariant($"{Happening} {Pick} {Other}");
}

/// <summary>A period of several editions.</summary>
internal sealed record EditionSequence(SmallTable First, ImmutableArray<ImmutableArray<SmallEvent>> Steps)
{
    public static Gen<EditionSequence> Of(int fewest, int most, int coalition, int steps) =>
        from table in SmallTables.Of(fewest, most, coalition, hasGroups: true)
        from events in Event(table.Kind).Array[0, 14].Array[1, steps]
        select new EditionSequence(table, [.. events.Select(step => step.ToImmutableArray())]);

    private static Gen<SmallEvent> Event(MeasureKind kind) =>
        from happening in Gen.Frequency((8, Gen.Const(Happening.Correct)), (3, Gen.Const(Happening.Join)), (3, Gen.Const(Happening.Leave)),
            (2, Gen.Const(Happening.FallSilent)), (2, Gen.Const(Happening.Part)), (1, Gen.Const(Happening.Move)), (1, Gen.Const(Happening.Withdraw)))
        from pick in Gen.Int[0, 99]
        from other in SmallTables.Member(kind, 2, 2, 0, hasGroups: true)
        select new SmallEvent(happening, pick, other);

    /// <summary>The table as it was at each cut.</summary>
    public ImmutableArray<SmallTable> Tables()
    {
        List<SmallTable> tables = [First];
        int next = First.Members.Length;
        foreach (ImmutableArray<SmallEvent> step in Steps)
            tables.Add(tables[^1] with { Members = step.Aggregate(tables[^1].Members, (members, happens) => After(members, happens, ref next)) });
        return [.. tables];
    }

    /// <summary>The control groups at each cut.</summary>
    public ImmutableArray<CutGroups> Groups() => [.. Tables().Select((table, index) => new CutGroups(index + 1, GroupMember.Of(table.Members.Select(member => member.Organisation))))];

    /// <summary>Cuts every edition after the ones before, and gives what each took in and showed.</summary>
    public ImmutableArray<Vintage> Cut(out bool isSafe)
    {
        (ImmutableArray<SmallTable> tables, ImmutableArray<CutGroups> groups) = (Tables(), Groups());
        SuppressionPattern pattern = First.Protect();
        isSafe = pattern.Audit.IsSafe;
        ImmutableArray<Vintage> vintages = [pattern.Vintage];
        for (int edition = 1; edition < tables.Length; edition++)
        {
            if (Steps[edition - 1].Any(happens => happens.Happening == Happening.Withdraw))
                vintages = vintages.SetItem(vintages.Length - 1, vintages[^1] with { IsWithdrawn = true });
            pattern = (tables[edition] with { EarlierGroups = groups[..edition] }).Protect(vintages);
            isSafe &= pattern.Audit.IsSafe;
            vintages = vintages.Add(pattern.Vintage);
        }
        return vintages;
    }

    private static ImmutableArray<SmallMember> After(ImmutableArray<SmallMember> members, SmallEvent happens, ref int next)
    {
        if (happens.Happening == Happening.Join)
            return members.Add(happens.Other with { Number = next++ });
        if (members.IsEmpty || happens.Happening == Happening.Withdraw)
            return members;
        SmallMember member = members[happens.Pick % members.Length];
        return happens.Happening switch
        {
            Happening.Part => members.Replace(member, member with { Group = null }),
            Happening.Leave => members.Remove(member),
            Happening.FallSilent => members.Replace(member, member with { IsSilent = !member.IsSilent }),
            Happening.Move => members.Replace(member, member with { Sector = happens.Other.Sector, Region = happens.Other.Region }),
            _ => members.Replace(member, member with { Numerator = happens.Other.Numerator, Denominator = happens.Other.Denominator }),
        };
    }

    public override string ToString() => $"{First}\n{string.Join('\n', Steps.Select(step => $"  then {string.Join("; ", step)}"))}";
}
