using Benchmarking.Cohorts;
using Benchmarking.Queries;
using CsCheck;

namespace Benchmarking.Tests.Queries;

/// <summary>What holds for every filter.</summary>
public sealed class CohortFilterLaws
{
    private static readonly CategoryList Known = CategoryList.Of([QuerySector.Usual.Edition]);
    private static readonly string[] Sectors = ["council", "homes"];
    private static readonly string[] Regions = ["east", "north", "south", "west"];

    private static readonly string[] Pieces = ["sector", "region", "=", "!=", "(", ")", " AND ", " OR ", " NOT ", "-", "\"", "north", "council", " ", "<", ",", "\u202E", "\ud83c"];

    // A formula, as text with every bracket, and what it says of a member.
    private sealed record Formula(string Text, Func<string, string, bool> Holds);

    private static readonly Gen<Formula> Condition = Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Bool).Select((isSector, category, isEqual) =>
    {
        string comparator = isEqual ? "=" : "!=";
        string sector = Sectors[category % 2], region = Regions[category];
        return isSector ? new Formula($"sector {comparator} {sector}", (its, _) => its == sector == isEqual) : new($"region{comparator}{region}", (_, its) => its == region == isEqual);
    });

    private static Gen<Formula> Of(int depth) => depth == 0 ? Condition : Gen.Frequency(
        (2, Condition),
        (1, Of(depth - 1).Select(inner => new Formula($"NOT ({inner.Text})", (sector, region) => !inner.Holds(sector, region)))),
        (2, Gen.Select(Of(depth - 1), Of(depth - 1)).Select((one, other) => new Formula($"({one.Text}) AND ({other.Text})", (sector, region) => one.Holds(sector, region) && other.Holds(sector, region)))),
        (2, Gen.Select(Of(depth - 1), Of(depth - 1)).Select((one, other) => new Formula($"({one.Text}) OR ({other.Text})", (sector, region) => one.Holds(sector, region) || other.Holds(sector, region)))));

    [Fact]
    public void What_is_read_takes_just_the_members_of_whom_the_filter_is_true()
    {
        int read = 0;
        Of(4).Sample(formula =>
        {
            Outcome<Selection> outcome = CohortFilter.Read(formula.Text, Known);
            bool[] expected = [.. Sectors.SelectMany(sector => Regions.Select(region => formula.Holds(sector, region)))];
            if (!outcome.IsAccepted)
                return outcome.Problems.All(problem => problem.Reason == ProblemReason.FilterUnsupported);
            Interlocked.Increment(ref read);
            return expected.SequenceEqual(Sectors.SelectMany(sector => Regions.Select(region => Takes(outcome.Value, sector, region))));
        }, iter: 3_000);
        Assert.True(read > 500, $"{read} were read");
    }

    [Fact]
    public void Conditions_of_one_dimension_are_always_a_cohort_unless_they_leave_nobody() =>
        OfRegions(4).Sample(formula => CohortFilter.Read(formula.Text, Known).IsAccepted == Regions.Any(region => formula.Holds("", region)), iter: 2_000);

    [Fact]
    public void Whatever_is_sent_the_answer_is_a_selection_or_problems_with_places_in_the_text() =>
        Gen.OneOf(Gen.String[0, 60], Gen.Int[0, Pieces.Length - 1].Array[0, 40].Select(indexes => string.Concat(indexes.Select(index => Pieces[index]))))
            .Sample(filter =>
            {
                Outcome<Selection> outcome = CohortFilter.Read(filter, Known);
                Assert.InRange(outcome.Problems.Length, 0, 10);
                Assert.All(outcome.Problems, problem => Assert.InRange(PositionOf(problem), 1, filter.Length + 1));
                Assert.Equal(outcome.Problems.Select(PositionOf).Order(), outcome.Problems.Select(PositionOf));
            }, iter: 5_000);

    private static Gen<Formula> OfRegions(int depth)
    {
        Gen<Formula> condition = Gen.Select(Gen.Int[0, 3], Gen.Bool).Select((category, isEqual) =>
            new Formula($"region {(isEqual ? "=" : "!=")} {Regions[category]}", (_, its) => its == Regions[category] == isEqual));
        return depth == 0 ? condition : Gen.Frequency(
            (1, condition),
            (1, OfRegions(depth - 1).Select(inner => new Formula($"-({inner.Text})", (sector, region) => !inner.Holds(sector, region)))),
            (1, Gen.Select(OfRegions(depth - 1), OfRegions(depth - 1)).Select((one, other) => new Formula($"({one.Text}) AND ({other.Text})", (sector, region) => one.Holds(sector, region) && other.Holds(sector, region)))),
            (1, Gen.Select(OfRegions(depth - 1), OfRegions(depth - 1)).Select((one, other) => new Formula($"({one.Text}) OR ({other.Text})", (sector, region) => one.Holds(sector, region) || other.Holds(sector, region)))));
    }

    private static bool Takes(Selection selection, string sector, string region) => selection.Terms.All(term =>
        term.Categories.Contains(term.Dimension == Dimension.Sector.Id ? sector : region));

    private static int PositionOf(Problem problem) => int.Parse(problem.Message["At character ".Length..problem.Message.IndexOf(':', StringComparison.Ordinal)], null);
}
