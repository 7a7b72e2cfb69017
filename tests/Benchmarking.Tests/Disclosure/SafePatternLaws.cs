using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Whatever pattern is found, no coalition can bound a figure too tightly: checked by an attacker that shares no code with it.</summary>
public sealed class SafePatternLaws
{
    [Theory]
    [InlineData(1, 12, 40, 60)]
    [InlineData(2, 12, 15, 60)]
    public void A_pattern_is_safe_against_every_coalition(int coalition, int fewest, int most, int tables)
    {
        long programmes = 0;
        SmallTables.Of(fewest, most, coalition, hasGroups: true).Sample(table =>
        {
            TableProblem told = table.Problem(table.Protect().Vintage);
            PlainAttacker attacker = new(told.System);
            Assert.Null(attacker.FindBreach(told.Goals));
            Interlocked.Add(ref programmes, attacker.Solved);
        }, iter: Effort.Times(tables), print: table => table.ToString());
        Say($"{programmes} programmes");
    }

    [Fact]
    public void Without_attacker_programmes_it_would_not_be_safe()
    {
        // The attack bites, and the oracle sees it.
        int broken = 0;
        SmallTables.Of(12, 30, coalition: 1).Sample(table =>
        {
            SmallTable open = table with { Policy = table.Policy with { Defences = Defences.All & ~Defences.AttackerProgrammes } };
            TableProblem told = table.Problem(open.Protect().Vintage);
            if (new PlainAttacker(told.System).FindBreach(told.Goals) is not null)
                Interlocked.Increment(ref broken);
        }, iter: 100);
        Say($"{broken} of 100 broken");
        Assert.True(broken >= 5);
    }

    [Fact]
    public void The_check_never_calls_safe_what_the_oracle_breaks_and_seldom_the_other_way_round()
    {
        (int both, int timid) = (0, 0);
        Gen.Select(SmallTables.Of(10, 14, coalition: 2), Gen.Int[0, 99].Array[200]).Sample((table, dice) =>
        {
            TableProblem problem = table.Problem();
            // Any share of the cells, also of those that no rule would let pass: some patterns are safe and some are not.
            PublishedSum[] sums = [.. problem.Cells.Where((cell, index) => cell.Entries.Length > 2 && 2 * dice[index % dice.Length] < dice[^1])
                .Select((cell, index) => new PublishedSum([.. cell.Entries], dice[index % dice.Length] % 2 == 0, 0, 0))];
            AttackerSystem system = new(problem.System.Unknowns, [.. sums]);
            for (int sum = 0; sum < sums.Length; sum++)
                system.SetActive(sum, true);
            using SafetyCheck check = new(system, problem.Goals);
            bool isSafe = check.FindBreach() is null;
            string? breach = new PlainAttacker(system).FindBreach(problem.Goals);
            Assert.False(isSafe && breach is not null, breach);
            if (isSafe)
                Interlocked.Increment(ref both);
            else if (breach is null)
                Interlocked.Increment(ref timid);
        }, iter: Effort.Times(200), print: drawn => $"{drawn.Item1} {string.Join(',', drawn.Item2)}");
        Say($"{both} of {Effort.Times(200)} patterns safe to both, {timid} to the oracle alone");
        Assert.True(both >= Effort.Times(200) / 20 && both + timid <= Effort.Times(200) * 19 / 20);
        Assert.True(timid <= Effort.Times(200) / 50);
    }

    private static void Say(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(text));
}
