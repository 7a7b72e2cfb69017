using System.Text;
using Benchmarking.Cli.Releases;
using Benchmarking.V1;

namespace Benchmarking.Cli.Tests.Releases;

public sealed class DraftFileTests
{
    private static DraftFile Read(string text) => DraftFile.Read(new("draft.yaml", Encoding.UTF8.GetBytes(text)));

    private static RefusalException Refused(string text) => Assert.Throws<RefusalException>(() => Read(text));

    private const string Whole = """
        title: "Title: with a colon"
        summary: |
          One.

          Two.
        sections:
          - heading: H
            tables:
              - title: T
                editions: periods/2025/editions/1
                measures: [gov-01, {measure: emp-01, stage: committed}]
                cohorts: [all]
        notes: []
        pre_release_access: [{who: Chief, hours_before: 12}]
        """;

    [Fact]
    public void A_file_says_what_it_says()
    {
        var content = Read(Whole).Content;
        Assert.Equal(("Title: with a colon", "One.\n\nTwo.\n"), (content.Title, content.Summary));
        var table = content.Sections[0].Tables[0];
        Assert.Equal(["periods/2025/editions/1"], table.Editions);
        Assert.Equal([new DraftMeasure { Measure = "measures/gov-01" }, new DraftMeasure { Measure = "measures/emp-01", Stage = Stage.Committed }], table.Measures);
        Assert.Equal(12, content.PreReleaseAccess[0].HoursBefore);
    }

    [Fact]
    public void JSON_is_taken_too() => Assert.Equal("T", Read("""{ "title": "T", "sections": [] }""").Content.Title);

    [Fact]
    public void Every_problem_has_its_line_and_they_come_at_once()
    {
        var refusal = Refused("titel: T\nsections:\n  - heading: [1]\n    tables:\n      - measures: [{measure: m, stage: soon}]\npre_release_access: [{who: A, hours_before: soon}]\n");
        Assert.Equal([(1L, "titel"), (3L, "sections[1].heading"), (5L, "sections[1].tables[1].measures[1].stage"), (6L, "pre_release_access[1].hours_before")],
            refusal.Problems.Select(problem => (problem.Line, problem.Field)));
    }

    [Fact]
    public void What_the_server_finds_wrong_gets_the_line_it_stands_on()
    {
        var draft = Read(Whole);
        Assert.Equal(12, draft.WithLine(new() { Field = "sections[1].tables[1].cohorts[1]" }).Line);
        Assert.Equal(9, draft.WithLine(new() { Field = "sections[1].tables[1].nonsense" }).Line);
        Assert.Equal(0, draft.WithLine(new() { Field = "methods" }).Line);
    }

    [Theory]
    [InlineData("title: [")]
    [InlineData("- a list")]
    [InlineData("title: a\ntitle: b")]
    [InlineData("title: a\n---\ntitle: b")]
    [InlineData("")]
    [InlineData("title: *nothing")]
    public void What_is_no_draft_is_refused(string text) => Assert.Equal(ExitCode.BadInput, Refused(text).ExitCode);

    [Fact]
    public void Aliases_of_aliases_do_not_fill_the_memory()
    {
        StringBuilder text = new("notes:\n  - &a0 {x: y}\n");
        for (int level = 1; level < 12; level++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  - &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n");
        Assert.Equal(ExitCode.BadInput, Refused(text.ToString()).ExitCode);
    }

    [Theory]
    [InlineData("? &a [ *a ]\n: x\n", 1)]
    [InlineData("? &a { *a : x }\n: x\n", 1)]
    [InlineData("title: T\nnotes: &a\n  - *a\n", 2)]
    [InlineData("title: &a T\nsummary: *a\n", 1)]
    [InlineData("title: T\nsummary: *a\n", 2)]
    public void A_part_that_could_have_itself_in_it_is_refused_before_it_is_looked_at(string text, long line)
    {
        var problem = Assert.Single(Refused(text).Problems);
        Assert.Equal((line, ErrorReason.MessageMalformed), (problem.Line, problem.Reason));
        Assert.Contains("&", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_values_than_any_draft_has_are_refused()
    {
        var refusal = Refused($"notes: [{string.Join(", ", Enumerable.Repeat("x", 20_001))}]");
        Assert.Contains("more than 20,000 values", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
        Assert.Equal("*a &b", Read("title: '*a &b'").Content.Title);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Lists_within_lists_without_end_do_not_exhaust_the_stack(string level)
    {
        var refusal = Refused($"notes:\n  {string.Concat(Enumerable.Repeat(level, 200_000))}");
        Assert.Contains("lists within lists", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }
}
