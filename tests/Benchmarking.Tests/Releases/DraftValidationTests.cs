using System.Collections.Immutable;
using Benchmarking.Measures;
using Benchmarking.Releases;

namespace Benchmarking.Tests.Releases;

public sealed class DraftValidationTests
{
    private static readonly DraftTable Table = new("A table", ["periods/2025/editions/1"], [new("spd-01", null)], ["sector=local-authority"]);
    private static readonly ReleaseDraft Whole = new("Title", "A body", "", "Summary", [new("Heading", "Said.", [Table])], "Methods", "Limits", [], [new("Chief officers", 0)]);

    private static ImmutableArray<Problem> Problems(ReleaseDraft draft, bool isWhole = true) => DraftValidation.Check(draft, isWhole).Problems;

    [Fact]
    public void A_whole_draft_is_read_and_what_is_left_out_has_its_default()
    {
        ReleasePlan plan = DraftValidation.Check(Whole with { Sections = [new("Heading", "", [Table with { Cohorts = [] }])] }, isWhole: true).Value;
        Assert.Equal("all", Assert.Single(plan.Tables[0][0].Cohorts).Text);
        Assert.Equal(24, plan.Draft.PreReleaseAccess[0].HoursBefore);
    }

    [Fact]
    public void A_draft_that_is_only_saved_needs_no_more_than_a_title()
    {
        ReleaseDraft empty = new("", "", "", "", [], "", "", [], []);
        Assert.Equal(["title"], Problems(empty, isWhole: false).Select(problem => problem.Field));
        Assert.Empty(Problems(empty with { Title = "Title" }, isWhole: false));
        Assert.Equal(["title", "publisher", "summary", "methods", "limits", "sections"], Problems(empty).Select(problem => problem.Field));
    }

    [Fact]
    public void Every_problem_comes_at_once_with_the_path_of_its_field()
    {
        ReleaseDraft draft = Whole with
        {
            Title = "=HYPERLINK(1)",
            Summary = "a\u202Eb",
            Sections = [new("", "", [new("", ["2025/1"], [new("<b>", null), new("spd-01", (Stage)77)], ["colour=red"])])],
            Notes = ["@note"],
            PreReleaseAccess = [new("", 25)],
        };
        Assert.Equal(
            ["title", "summary", "notes[1]", "pre_release_access[1].hours_before", "pre_release_access[1].who", "sections[1].heading", "sections[1].tables[1].title",
             "sections[1].tables[1].editions[1]", "sections[1].tables[1].measures[1]", "sections[1].tables[1].measures[2]", "sections[1].tables[1].cohorts[1]"],
            Problems(draft).Select(problem => problem.Field));
    }

    [Fact]
    public void A_draft_that_would_be_too_large_is_refused()
    {
        Assert.Equal(ProblemReason.TextTooLong, Assert.Single(Problems(Whole with { Notes = [.. Enumerable.Repeat(new string('x', 1_000), 20)], Methods = new('x', 10_000), Limits = new('x', 10_000) })).Reason);
        DraftTable wide = Table with { Measures = [.. Enumerable.Range(1, 100).Select(i => new DraftMeasure($"m{i}", null))], Cohorts = [.. Enumerable.Range(1, 21).Select(i => $"region=r{i}")] };
        Assert.Equal("tables", Assert.Single(Problems(Whole with { Sections = [new("Heading", "", [wide])] })).Field);
        Assert.Equal("sections", Problems(Whole with { Sections = [.. Enumerable.Repeat(Whole.Sections[0], 21)] })[0].Field);
    }

    [Fact]
    public void Lines_that_end_as_on_Windows_are_the_same_text() =>
        Assert.Equal("One.\n\nTwo.", DraftValidation.Check(Whole with { Summary = "One.\r\n\r\nTwo." }, isWhole: true).Value.Draft.Summary);
}
