using System.Collections.Immutable;
using System.Diagnostics;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>
/// Whoever submits, joins, leaves, corrects and withdraws in whatever order: all editions of a period together tell no figure, and no
/// change of one, more tightly than its protection level.
/// </summary>
public sealed class EditionSequenceLaws
{
    [Theory]
    [InlineData(1, 7, 10, 3, 2000)]
    [InlineData(1, 12, 24, 4, 50)]
    [InlineData(2, 8, 12, 3, 100)]
    public void No_sequence_of_editions_tells_too_much(int coalition, int fewest, int most, int steps, int sequences)
    {
        (long programmes, int stuck, int again) = (0, 0, 0);
        long start = Stopwatch.GetTimestamp();
        EditionSequence.Of(fewest, most, coalition, steps).Sample(sequence =>
        {
            ImmutableArray<Vintage> vintages = sequence.Cut(out bool isSafe);
            if (!isSafe)
                Interlocked.Increment(ref stuck);
            ShownCell[][] shown = [.. vintages.Select(vintage => vintage.Shown.Where(cell => cell.Status != CellStatus.Withheld).ToArray())];
            if (shown.Skip(1).Any(later => later.Any(cell => shown[0].Any(first => first.Cohort == cell.Cohort))))
                Interlocked.Increment(ref again);
            PlainHistory history = new(sequence.First.Kind, sequence.First.Policy, vintages, OwnerIn(vintages), OthersIn(sequence, vintages));
            PlainAttacker attacker = history.Attacker;
            Assert.Null(attacker.FindBreach(history.Goals()));
            Interlocked.Add(ref programmes, attacker.Solved);
        }, iter: Effort.Times(sequences), print: sequence => sequence.ToString());
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Effort.Times(sequences)} sequences, {Effort.Times(sequences) / seconds:0.0} a second, {programmes} programmes, {again} show a changed cell again, {stuck} with a goal that earlier editions had spoilt"));
    }

    [Fact]
    public void No_sequence_of_editions_frees_a_total_that_one_of_them_kept_back()
    {
        int kept = 0;
        EditionSequence.Of(8, 24, coalition: 1, steps: 3).Sample(sequence =>
        {
            ImmutableArray<Vintage> vintages = sequence.Cut(out _);
            PlainHistory Until(int edition) => new(sequence.First.Kind, sequence.First.Policy, vintages.Take(edition + 1), OwnerIn(vintages));
            PlainHistory all = Until(vintages.Length - 1);
            for (int edition = 0; edition < vintages.Length; edition++)
            {
                PlainHistory then = Until(edition);
                foreach ((ProtectionGoal before, ProtectionGoal after) in then.Totals(vintages[edition]).Zip(all.Totals(vintages[edition])))
                {
                    if (then.Attacker.FindBreach([before]) is not null)
                        continue;
                    Interlocked.Increment(ref kept);
                    Assert.Null(all.Attacker.FindBreach([after]));
                }
            }
        }, iter: Effort.Times(100), print: sequence => sequence.ToString());
        Assert.True(kept > 0);
    }

    [Fact]
    public void Each_change_between_two_editions_is_protected()
    {
        // 100, then 200, then 400: three changes, since two of them may be known only together.
        SmallTable Table(decimal figure) => new(MeasureKind.Amount,
            [new(0, "", "", "", figure, 1), .. Enumerable.Range(1, 11).Select(number => new SmallMember(number, "", "", "", 100 + number, 1))], DisclosurePolicy.Default);
        Vintage Shown(SmallTable table) => new([.. table.Members.Select(member => member.Entry)], [new("all", [.. Enumerable.Range(0, 12)], CellStatus.Published, 5)]);
        TableProblem problem = Table(400).Problem(Shown(Table(100)), Shown(Table(200)));
        double Figure(int unknown) => problem.System.Unknowns[unknown].Fall;
        Assert.Equal([(200, 100), (400, 100), (400, 200)], problem.Goals.Where(goal => goal.Owner >= 0 && goal.Terms.Length == 2 && goal.IsUpward)
            .Select(goal => (Figure(goal.Terms.Single(term => term.Coefficient > 0).Unknown), Figure(goal.Terms.Single(term => term.Coefficient < 0).Unknown))));
    }

    // Whoever was together with a body at a cut since it returned a figure knows that, and so does whoever was together with them later.
    private static Func<ColumnEntry, IEnumerable<string>> OthersIn(EditionSequence sequence, ImmutableArray<Vintage> vintages)
    {
        ImmutableArray<CutGroups> groups = sequence.Groups();
        string OwnerToday(OrganisationId body) => groups[^1].Members.Where(member => member.Organisation == body).Select(member => member.Group).SingleOrDefault() ?? body.Value;
        return figure =>
        {
            HashSet<OrganisationId> knowing = [];
            for (int cut = 0; cut < groups.Length; cut++)
            {
                if (vintages[cut].Entries.Any(entry => (entry.Organisation, entry.Numerator, entry.Denominator) == (figure.Organisation, figure.Numerator, figure.Denominator)))
                    knowing.Add(figure.Organisation);
                foreach (GroupMember of in groups[cut].Members.Where(member => knowing.Contains(member.Organisation)).ToArray())
                    knowing.UnionWith(groups[cut].Members.Where(member => member.Group == of.Group).Select(member => member.Organisation));
            }
            return knowing.Select(OwnerToday).Distinct();
        };
    }

    // A control group knows its bodies' figures, also those of one that has left.
    private static Func<OrganisationId, string> OwnerIn(ImmutableArray<Vintage> vintages)
    {
        Dictionary<OrganisationId, string> owners = [];
        foreach (ColumnEntry entry in vintages.SelectMany(vintage => vintage.Entries))
            owners[entry.Organisation] = entry.Owner;
        return organisation => owners[organisation];
    }
}
