using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Statistics;

namespace Benchmarking.Tests.Editions;

/// <summary>Whether a member's own figure is unusual: from published quartiles and its own return.</summary>
public sealed class OwnFunnelTests
{
    private static Measure Define(string kind, string countsCases) =>
        (new MeasureDefinition("m", "M", "unit", "higher", kind, "", "", "", "", "", Guidance.Empty) { CountsCases = countsCases }).Validate().Value;

    private static Cell Published(Figure lower, Figure median, Figure upper) => new(Cohort.All, 30, 30, Figure.Of(1), Figure.Of(1),
        [.. Cell.Probabilities.Zip([Figure.NotAvailable, lower, median, upper, Figure.NotAvailable], (probability, figure) => new QuantileFigure(probability, figure))], null, []);

    private static Cell Values(double lower, double median, double upper) => Published(Figure.Of(lower), Figure.Of(median), Figure.Of(upper));

    private static OwnFigure Own(double value, decimal cases) => new(MeasureId.TryParse("m")!, Stage.Delivered, value, cases);

    [Fact]
    public void Few_cases_excuse_what_many_do_not()
    {
        Measure counted = Define("percentage", "yes");
        Assert.Equal(FunnelPlace.Within, OwnFunnel.Of(Values(68, 70, 72), counted, Own(55, 20))!.Place);
        Assert.Equal(FunnelPlace.FarBelow, OwnFunnel.Of(Values(68, 70, 72), counted, Own(55, 2_000))!.Place);
        Assert.Equal(Math.Sqrt(70 * 30 / 20.0), OwnFunnel.Of(Values(68, 70, 72), counted, Own(55, 20))!.StandardError, 1e-12);
    }

    [Fact]
    public void Pounds_are_no_cases()
    {
        OwnFunnel funnel = OwnFunnel.Of(Values(68, 70, 72), Define("percentage", ""), Own(55, 2))!;
        Assert.Equal((0.0, FunnelPlace.FarBelow), (funnel.StandardError, funnel.Place));
    }

    [Fact]
    public void Limits_stay_where_figures_can_be()
    {
        FunnelLimits percent = OwnFunnel.Of(Values(80, 95, 99), Define("percentage", "yes"), Own(50, 10))!.Limits;
        Assert.Equal((100.0, 100.0), (percent.Upper95, percent.Upper998));
        FunnelLimits amount = OwnFunnel.Of(Values(1, 95, 990), Define("amount", ""), Own(50, 1))!.Limits;
        Assert.Equal((0.0, 0.0), (amount.Lower95, amount.Lower998));
        Assert.True(amount.Upper998 > amount.Upper95 && double.IsFinite(amount.Upper998));
    }

    [Fact]
    public void There_is_none_without_quartiles_that_are_told_as_values()
    {
        Measure measure = Define("percentage", "yes");
        Assert.Null(OwnFunnel.Of(Published(Figure.NotAvailable, Figure.Of(2), Figure.NotAvailable), measure, Own(1, 1)));
        Assert.Null(OwnFunnel.Of(Published(Figure.Of(1), Figure.Coded("some", new(0, 5)), Figure.Of(3)), measure, Own(1, 1)));
        Assert.Null(OwnFunnel.Of(Published(Figure.Confidential, Figure.Confidential, Figure.Confidential), measure, Own(1, 1)));
        Assert.Null(OwnFunnel.Of(Values(1, 2, 3), Define("yes-no", ""), Own(100, 1)));
    }

    [Theory]
    [InlineData("percentage", "yes", true)]
    [InlineData("percentage", " Y ", true)]
    [InlineData("percentage", "no", false)]
    [InlineData("amount", "", false)]
    [InlineData("percentage", "perhaps", null)]
    [InlineData("rate", "yes", null)]
    [InlineData("yes-no", "yes", null)]
    public void Only_a_percentage_counts_cases(string kind, string countsCases, bool? counts)
    {
        Outcome<Measure> outcome = (new MeasureDefinition("m", "M", "unit", "higher", kind, "", "", "", "", "", Guidance.Empty) { CountsCases = countsCases }).Validate();
        Assert.Equal(counts, outcome.IsAccepted ? outcome.Value.CountsCases : null);
        if (counts is null)
            Assert.Equal(("counts_cases", ProblemReason.MeasureMalformed), (outcome.Problems[0].Field, outcome.Problems[0].Reason));
    }
}
