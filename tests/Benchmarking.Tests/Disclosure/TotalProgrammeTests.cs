using System.Collections.Immutable;
using Benchmarking.Disclosure.Attacker;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>The short programme for totals, beside an attacker that shares no code with it, on cubes of atoms of which some faces are told.</summary>
public sealed class TotalProgrammeTests
{
    private const int Side = 3;
    private const int Members = 12;

    private static readonly int[] _atoms = [.. Enumerable.Range(0, Side * Side * Side)];

    [Fact]
    public void What_it_finds_the_attacker_cannot_tell_from_the_truth_and_it_finds_nearly_all()
    {
        (int found, int missed, int pinned) = (0, 0, 0);
        Gen.Select(Gen.Double[1, 10].Array[_atoms.Length * Members], Gen.Int[0, 9].Array[100], Gen.Bool, Gen.Int[0, _atoms.Length - 1]).Sample((weights, dice, isWeighted, atom) =>
        {
            AttackerSystem system = Cube(weights, dice);
            ProtectionGoal goal = Total(system, atom, isWeighted);
            using TotalProgramme programme = new(system, isWeighted);
            Witness? witness = programme.Solve(goal, AtomTotal.Of(goal.Terms, system)!.Value);
            double reach = new PlainAttacker(system).Reach(goal, []);
            Assert.True(witness is null || reach >= 1 - 1e-4);
            Interlocked.Increment(ref (witness is not null ? ref found : ref (reach >= 1 ? ref missed : ref pinned)));
        }, iter: Effort.Times(200));
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{found} found, {missed} missed, {pinned} pinned"));
        Assert.True(found >= Effort.Times(200) / 4 && pinned >= Effort.Times(200) / 20);
        Assert.True(missed <= found / 20);
    }

    // Every atom on its own and every row of atoms could be told, with both its sums as cells are; about as many are as the dice say.
    private static AttackerSystem Cube(double[] weights, int[] dice)
    {
        ImmutableArray<Unknown> unknowns = [.. weights.Select((weight, index) => new Unknown(index, weight, 20 + 5 * dice[index % dice.Length], 50))];
        IEnumerable<IEnumerable<int>> rows = _atoms.GroupBy(atom => (0, atom / Side)).Concat(_atoms.GroupBy(atom => (1, atom % (Side * Side))))
            .Concat(_atoms.GroupBy(atom => (2, atom / (Side * Side) * Side + atom % Side)));
        PublishedSum[] sums = [.. rows.Concat(_atoms.Select(atom => new[] { atom })).SelectMany(row => new[] { true, false }
            .Select(isWeighted => new PublishedSum([.. row.SelectMany(MembersOf).Order()], isWeighted, 0, 0)))];
        AttackerSystem system = new(unknowns, [.. sums]);
        int told = 2 + dice[^1] % 7;
        for (int sum = 0; sum < sums.Length; sum++)
            system.SetActive(sum, dice[sum / 2 * 7 % dice.Length] < (sums[sum].Unknowns.Length > Members ? told + 2 : 1));
        return system;
    }

    private static ProtectionGoal Total(AttackerSystem system, int atom, bool isWeighted)
    {
        ImmutableArray<Term> terms = [.. MembersOf(atom).Select(member => new Term(member, isWeighted ? system.Unknowns[member].Weight : 1))];
        return new(terms, IsUpward: atom % 2 == 0, 5 * terms.Max(term => term.Coefficient), -1, 0);
    }

    private static IEnumerable<int> MembersOf(int atom) => Enumerable.Range(atom * Members, Members);
}
