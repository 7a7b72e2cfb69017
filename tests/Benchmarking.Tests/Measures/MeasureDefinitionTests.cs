using Benchmarking.Measures;
using Benchmarking.Tests.Organisations;

namespace Benchmarking.Tests.Measures;

public sealed class MeasureDefinitionTests
{
    internal static MeasureDefinition Good(string kind = "rate", string id = "x-01", long line = 3) => new(
        id, "A measure", kind == "rate" ? "weeks per 1,000 homes" : "weeks", "higher", kind, "", "", "", "weeks", "homes", Guidance.Empty, line);

    [Theory]
    [InlineData("percentage", MeasureKind.Percentage)]
    [InlineData(" Rate ", MeasureKind.Rate)]
    [InlineData("AMOUNT", MeasureKind.Amount)]
    [InlineData("yes-no", MeasureKind.YesNo)]
    [InlineData("Yes/No", MeasureKind.YesNo)]
    [InlineData("yesno", MeasureKind.YesNo)]
    public void A_kind_is_read(string text, MeasureKind expected) => Assert.Equal(expected, Good(text).Validate().Value.Kind);

    [Theory]
    [InlineData(Direction.Higher, "higher", "H", "high", "up", "Higher is better")]
    [InlineData(Direction.Lower, "lower", "l", "low", "DOWN", " lower is better ")]
    [InlineData(Direction.None, "none", "N", "neutral", "No judgement")]
    public void A_direction_has_aliases(Direction expected, params string[] texts) =>
        Assert.All(texts, text => Assert.Equal(expected, (Good() with { Direction = text }).Validate().Value.Direction));

    [Theory]
    [InlineData("committed", Stage.Committed)]
    [InlineData("Delivered", Stage.Delivered)]
    [InlineData("delivered; committed", Stage.Committed, Stage.Delivered)]
    [InlineData("committed,delivered,committed", Stage.Committed, Stage.Delivered)]
    [InlineData("committed|delivered", Stage.Committed, Stage.Delivered)]
    [InlineData("-", Stage.Unstaged)]
    [InlineData("–", Stage.Unstaged)]
    [InlineData("unstaged", Stage.Unstaged)]
    [InlineData("  ", Stage.Committed, Stage.Delivered)]
    public void Stages_are_read_in_their_order(string text, params Stage[] expected) =>
        Assert.Equal(expected, (Good() with { Stages = text }).Validate().Value.Stages);

    [Fact]
    public void The_usual_stages_of_a_yes_no_measure_are_none() => Assert.Equal([Stage.Unstaged], Good("yes-no").Validate().Value.Stages);

    [Theory]
    [InlineData("repairs per 1,000 homes", "", "1000")]
    [InlineData("people per 10000 residents", "", "10000")]
    [InlineData("Complaints Per 100 tenants", "", "100")]
    [InlineData("hours per FTE staff", "", "1")]
    [InlineData("FTE-years per £m contract spend", "", "1")]
    [InlineData("repairs per 1,000 homes", "500", "500")]
    [InlineData("repairs", "0.5", "0.5")]
    [InlineData("repairs", "1000000", "1000000")]
    public void A_rates_multiplier_comes_from_the_column_or_the_unit(string unit, string per, string expected) =>
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            (Good() with { Unit = unit, Per = per }).Validate().Value.Per);

    [Theory]
    [InlineData("percentage", 100, 1)]
    [InlineData("amount", 1, 2)]
    [InlineData("yes-no", 1, 2)]
    public void Other_kinds_have_their_own_multiplier_and_decimals(string kind, int per, int decimals)
    {
        Measure measure = (Good(kind) with { Unit = "per 1,000 homes", Per = "7" }).Validate().Value;
        Assert.Equal((per, decimals), ((int)measure.Per, measure.Decimals));
    }

    [Theory]
    [InlineData("0", ProblemReason.MeasureMalformed)]
    [InlineData("-1", ProblemReason.MeasureMalformed)]
    [InlineData("1000001", ProblemReason.MeasureMalformed)]
    [InlineData("1,000", ProblemReason.NumberMalformed)]
    [InlineData("NaN", ProblemReason.NumberMalformed)]
    [InlineData("1e400", ProblemReason.NumberOutOfRange)]
    public void A_multiplier_is_above_zero_and_at_most_a_million(string per, ProblemReason expected) =>
        Assert.Equal((3, "per", expected), Profiles.Only((Good() with { Per = per }).Validate()));

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 6 ", 6)]
    public void Decimals_are_from_0_to_6(string text, int expected) => Assert.Equal(expected, (Good() with { Decimals = text }).Validate().Value.Decimals);

    [Theory]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("２")]
    [InlineData("99999999999")]
    public void Any_other_decimals_are_refused(string text) =>
        Assert.Equal((3, "decimals", ProblemReason.MeasureMalformed), Profiles.Only((Good() with { Decimals = text }).Validate()));

    [Fact]
    public void All_problems_come_at_once()
    {
        MeasureDefinition bad = new("", "=x", "", "sideways", "ratio", "planned", "", "x", new string('n', 201), "@d",
            new Guidance(new string('g', 2_001), "-x", "ok", "ok", "a\0b"), 9);
        Assert.Equal(
            [
                (9, "id", ProblemReason.FieldRequired),
                (9, "name", ProblemReason.TextUnsafe),
                (9, "unit", ProblemReason.FieldRequired),
                (9, "direction", ProblemReason.MeasureMalformed),
                (9, "kind", ProblemReason.MeasureMalformed),
                (9, "stages", ProblemReason.StageUnknown),
                (9, "decimals", ProblemReason.MeasureMalformed),
                (9, "numerator", ProblemReason.TextTooLong),
                (9, "denominator", ProblemReason.TextUnsafe),
                (9, "counts", ProblemReason.TextTooLong),
                (9, "does_not_count", ProblemReason.TextUnsafe),
                (9, "mistakes", ProblemReason.TextUnsafe),
            ],
            Profiles.Of(bad.Validate()));
    }

    [Fact]
    public void Empty_kind_and_direction_are_required_fields() => Assert.Equal(
        [(3, "direction", ProblemReason.FieldRequired), (3, "kind", ProblemReason.FieldRequired)],
        Profiles.Of((Good() with { Direction = " ", Kind = "" }).Validate()));

    [Fact]
    public void Unstaged_goes_with_no_other_stage() => Assert.Equal(
        (3, "stages", ProblemReason.MeasureMalformed), Profiles.Only((Good() with { Stages = "unstaged committed" }).Validate()));

    [Fact]
    public void A_figure_is_in_the_measures_unit()
    {
        Assert.Equal(75.0, Good("percentage").Validate().Value.Value(3, 4)); // 100 × 3 ÷ 4
        Assert.Equal(2.5, Good().Validate().Value.Value(5, 2_000)); // 1,000 × 5 ÷ 2,000
        Assert.Equal(5.0, Good("amount").Validate().Value.Value(5, 2)); // the denominator only counts the lines
        Assert.Equal(100.0, Good("yes-no").Validate().Value.Value(1, 1));
        // The largest sum of 2,000 lines over the smallest denominator, with the largest multiplier: 1e6 × 2e15 ÷ 1e-6 = 2e27.
        Assert.Equal(2e27, (Good() with { Per = "1000000" }).Validate().Value.Value(2_000_000_000_000_000m, 0.000001m));
    }

    [Fact]
    public void The_usual_stage_is_delivered_where_collected()
    {
        Assert.Equal(Stage.Delivered, Good().Validate().Value.UsualStage);
        Assert.Equal(Stage.Committed, (Good() with { Stages = "committed" }).Validate().Value.UsualStage);
        Assert.Equal(Stage.Unstaged, Good("yes-no").Validate().Value.UsualStage);
    }
}
