using System.Collections.Immutable;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Tests.Organisations;

namespace Benchmarking.Tests.Returns;

public sealed class ReturnValidationTests
{
    private static readonly Catalogue Shipped = Catalogue.Default.Import(
        [new("amt-01", "An amount", "£", "higher", "amount", "delivered", "", "", "", "", Guidance.Empty)]).Value;

    private static LineText Line(string measure = "emp-05", string stage = "delivered", string numerator = "3", string denominator = "4", long line = 2) =>
        new(line, measure, stage, numerator, denominator);

    private static Outcome<ImmutableArray<ReturnLine>> Validate(params LineText[] lines) => ReturnValidation.Validate(lines, Shipped);

    [Fact]
    public void Good_lines_are_read_in_their_order()
    {
        ImmutableArray<ReturnLine> lines = Validate(
            Line() with { Contract = " C-1 ", Note = "first" }, Line("measures/GOV-01", "-", "1", ""), Line("emp-01", "Committed", ".5", "2"),
            Line("amt-01", numerator: "9", denominator: " ")).Value;
        Assert.Equal(
            [
                new(MeasureId.TryParse("emp-05")!, Stage.Delivered, 3, 4, "C-1", "first"),
                new(MeasureId.TryParse("gov-01")!, Stage.Unstaged, 1, 1),
                new(MeasureId.TryParse("emp-01")!, Stage.Committed, 0.5m, 2),
                new(MeasureId.TryParse("amt-01")!, Stage.Delivered, 9, 1),
            ],
            lines);
    }

    public static TheoryData<string, string, string, string, string, ProblemReason> OneProblem => new()
    {
        { "emp-99", "delivered", "3", "4", "measure", ProblemReason.MeasureUnknown },
        { "", "delivered", "3", "4", "measure", ProblemReason.FieldRequired },
        { "emp-05", "planned", "3", "4", "stage", ProblemReason.StageUnknown },
        { "emp-05", "", "3", "4", "stage", ProblemReason.StageNotCollected },
        { "skl-02", "committed", "3", "4", "stage", ProblemReason.StageNotCollected },
        { "gov-01", "delivered", "1", "1", "stage", ProblemReason.StageNotCollected },
        { "emp-05", "delivered", "", "4", "numerator", ProblemReason.FieldRequired },
        { "emp-05", "delivered", "3", "", "denominator", ProblemReason.FieldRequired },
        { "emp-05", "delivered", "three", "4", "numerator", ProblemReason.NumberMalformed },
        { "emp-05", "delivered", "1", "1e-400", "denominator", ProblemReason.NumberOutOfRange },
        { "emp-05", "delivered", "-3", "4", "numerator", ProblemReason.NumberNegative },
        { "emp-05", "delivered", "0", "0", "denominator", ProblemReason.DenominatorNotPositive },
        { "emp-01", "delivered", "3", "-4", "denominator", ProblemReason.DenominatorNotPositive },
        { "emp-05", "delivered", "4.000001", "4", "numerator", ProblemReason.NumeratorAboveDenominator },
        { "gov-01", "unstaged", "0.5", "", "numerator", ProblemReason.NotYesOrNo },
        { "gov-01", "unstaged", "2", "1", "numerator", ProblemReason.NotYesOrNo },
        { "gov-01", "unstaged", "1", "2", "numerator", ProblemReason.NotYesOrNo },
        { "gov-01", "unstaged", "yes", "", "numerator", ProblemReason.NumberMalformed },
        { "amt-01", "delivered", "5", "2", "denominator", ProblemReason.NumberOutOfRange },
    };

    [Theory]
    [MemberData(nameof(OneProblem))]
    public void A_line_is_refused_with_its_field_and_reason(string measure, string stage, string numerator, string denominator, string field, ProblemReason reason) =>
        Assert.Equal((17, field, reason), Profiles.Only(Validate(Line(measure, stage, numerator, denominator, 17))));

    [Theory]
    [InlineData("emp-05", "4", "4")]
    [InlineData("emp-05", "0", "4")]
    [InlineData("emp-01", "5", "4")]
    [InlineData("emp-01", "-0", "1e12")]
    public void Figures_on_the_edge_are_accepted(string measure, string numerator, string denominator) =>
        Assert.True(Validate(Line(measure, numerator: numerator, denominator: denominator)).IsAccepted);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("1.0", 1)]
    public void Yes_is_1_and_no_is_0(string numerator, int expected) =>
        Assert.Equal((expected, 1), Validate(Line("gov-02", "unstaged", numerator, "1")).Value.Select(line => ((int)line.Numerator, (int)line.Denominator)).Single());

    [Fact]
    public void All_problems_of_all_lines_come_at_once() => Assert.Equal(
        [
            (2, "measure", ProblemReason.MeasureUnknown),
            (2, "stage", ProblemReason.StageUnknown),
            (2, "numerator", ProblemReason.NumberMalformed),
            (2, "denominator", ProblemReason.NumberMalformed),
            (2, "contract", ProblemReason.TextUnsafe),
            (2, "note", ProblemReason.TextTooLong),
            (3, "numerator", ProblemReason.NumberNegative),
            (3, "denominator", ProblemReason.DenominatorNotPositive),
            (5, "measure", ProblemReason.LineDuplicate),
        ],
        Profiles.Of(Validate(
            Line("nothing", "planned", "a", "b") with { Contract = "=1", Note = new string('n', 1_001) },
            Line(numerator: "-1", denominator: "-1", line: 3), Line(line: 4), Line("EMP-05", line: 5))));

    [Fact]
    public void A_duplicate_names_the_first_line() =>
        Assert.Contains("line 4", Validate(Line(line: 4), Line(line: 9)).Problems.Single().Message, StringComparison.Ordinal);

    [Fact]
    public void Contracts_and_stages_tell_lines_apart()
    {
        Assert.True(Validate(Line() with { Contract = "A" }, Line() with { Contract = "B" }, Line(), Line(stage: "committed")).IsAccepted);
        Assert.Equal((3, "measure", ProblemReason.LineDuplicate), Profiles.Only(Validate(Line() with { Contract = "A" }, Line(line: 3) with { Contract = " A" })));
    }

    [Fact]
    public void A_yes_or_no_is_given_once_whatever_the_contract() => Assert.Equal((3, "measure", ProblemReason.LineDuplicate), Profiles.Only(Validate(
        Line("gov-01", "", "1", "") with { Contract = "A" }, Line("gov-01", "", "0", "", 3) with { Contract = "B" })));

    [Fact]
    public void A_return_has_1_to_2000_lines()
    {
        LineText[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => Line(line: i) with { Contract = $"C{i}" })];
        Assert.Equal((0, "lines", ProblemReason.NothingToDo), Profiles.Only(Validate()));
        Assert.Equal(2_000, Validate(Many(2_000)).Value.Length);
        Assert.Equal((0, "lines", ProblemReason.TooManyLines), Profiles.Only(Validate(Many(2_001))));
        Assert.Equal((0, "lines", ProblemReason.TooManyLines), Profiles.Only(Validate([.. Enumerable.Repeat(Line("x", "x", "x", "x"), 2_001)])));
    }

    [Fact]
    public void A_return_has_at_most_50000_characters_of_text()
    {
        // 50 notes of 998 characters and contracts of 2: 50 × 1,000 = 50,000.
        LineText[] lines = [.. Enumerable.Range(10, 50).Select(i => Line(line: i) with { Contract = $"{i}", Note = new string('n', 998) })];
        Assert.True(Validate(lines).IsAccepted);
        lines[0] = lines[0] with { Note = new string('n', 999) };
        Assert.Equal((0, "note", ProblemReason.TextTooLong), Profiles.Only(Validate(lines)));
    }

    [Theory]
    [InlineData("contract", 100)]
    [InlineData("note", 1_000)]
    public void Each_text_has_its_limit(string field, int longest)
    {
        LineText With(int length) => field == "note" ? Line() with { Note = new string('n', length) } : Line() with { Contract = new string('n', length) };
        Assert.True(Validate(With(longest)).IsAccepted);
        Assert.Equal((2, field, ProblemReason.TextTooLong), Profiles.Only(Validate(With(longest + 1))));
    }

    [Fact]
    public void A_reason_is_trimmed_short_and_safe()
    {
        Assert.Equal("Late invoices", ReturnValidation.ReadReason(" Late invoices ").Value);
        Assert.Equal("", ReturnValidation.ReadReason(null).Value);
        Assert.Equal("Late\n\ninvoices", ReturnValidation.ReadReason("Late\r\n\r\ninvoices\r\n").Value);
        Assert.Equal((0, "reason", ProblemReason.TextUnsafe), Profiles.Only(ReturnValidation.ReadReason("hidden\rline")));
        Assert.Equal((0, "reason", ProblemReason.TextTooLong), Profiles.Only(ReturnValidation.ReadReason(new string('r', 501))));
        Assert.Equal((0, "reason", ProblemReason.TextUnsafe), Profiles.Only(ReturnValidation.ReadReason("=1")));
    }
}
