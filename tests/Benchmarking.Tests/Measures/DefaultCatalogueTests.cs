using Benchmarking.Measures;

namespace Benchmarking.Tests.Measures;

/// <summary>The shipped catalogue against the design's table, written out here by hand: id, kind, multiplier, direction, stages.</summary>
public sealed class DefaultCatalogueTests
{
    private const string Expected = """
        emp-01 Rate 1 Higher CD FTE-years
        emp-02 Rate 1 Higher CD FTE-years
        emp-03 Rate 1 Higher CD people
        emp-04 Rate 1 Higher CD FTE-years
        emp-05 Percentage 100 Higher CD %
        skl-01 Rate 1 Higher CD weeks
        skl-02 Percentage 100 Higher D %
        skl-03 Rate 1 Higher CD weeks
        skl-04 Rate 1 Higher CD hours
        spd-01 Percentage 100 Higher CD %
        spd-02 Percentage 100 Higher CD %
        spd-03 Percentage 100 Higher CD %
        spd-04 Percentage 100 Higher D %
        com-01 Rate 1 Higher CD hours
        com-02 Rate 1 Higher CD £
        com-03 Rate 1000 Higher D people
        com-04 Rate 1000 Higher D households
        com-05 Rate 1 Higher D £
        env-01 Rate 1 Higher CD tCO2e
        env-02 Percentage 100 Higher CD %
        env-03 Rate 10000 Higher CD m²
        gov-01 YesNo 1 Higher – yes/no
        gov-02 YesNo 1 Higher – yes/no
        gov-03 Percentage 100 Higher C %
        gov-04 Percentage 100 None C percentage
        gov-05 Percentage 100 Higher D %
        """;

    private static readonly Dictionary<string, string> Normalisers = new()
    {
        ["emp-01"] = "£m contract spend",
        ["emp-02"] = "£m contract spend",
        ["emp-03"] = "£m contract spend",
        ["emp-04"] = "£m contract spend",
        ["skl-01"] = "£m contract spend",
        ["skl-03"] = "£m contract spend",
        ["skl-04"] = "£m contract spend",
        ["com-01"] = "FTE staff",
        ["com-02"] = "£m contract spend",
        ["com-03"] = "1,000 homes",
        ["com-04"] = "1,000 homes",
        ["com-05"] = "household",
        ["env-01"] = "£m contract spend",
        ["env-03"] = "10,000 residents",
    };

    [Fact]
    public void The_26_measures_are_those_of_the_design_in_its_order() =>
        Assert.Equal(Expected.Split('\n', StringSplitOptions.TrimEntries), Catalogue.Default.Measures.Select(Describe));

    [Fact]
    public void Each_rate_names_its_normaliser() => Assert.Equal(
        Normalisers.OrderBy(pair => pair.Key, StringComparer.Ordinal),
        Catalogue.Default.Measures.Where(measure => measure.Kind == MeasureKind.Rate)
            .Select(measure => KeyValuePair.Create(measure.Id.Value, measure.Unit[(measure.Unit.IndexOf(" per ", StringComparison.Ordinal) + 5)..]))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal));

    [Fact]
    public void Each_measure_is_at_revision_1_with_guidance_of_five_parts() => Assert.All(Catalogue.Default.Measures, measure =>
    {
        Assert.Equal(1, measure.Revision);
        Assert.All(
            [measure.Guidance.Counts, measure.Guidance.DoesNotCount, measure.Guidance.Evidence, measure.Guidance.Example, measure.Guidance.Mistakes],
            text => Assert.InRange(text.Length, 20, MeasureDefinition.LongestGuidance));
        Assert.NotEmpty(measure.Numerator);
        Assert.NotEmpty(measure.Denominator);
    });

    [Fact]
    public void A_measure_is_found_by_its_identifier()
    {
        Assert.Equal("Greenhouse-gas saving", Catalogue.Default.Find(MeasureId.TryParse("measures/ENV-01"))!.Name);
        Assert.Null(Catalogue.Default.Find(MeasureId.TryParse("env-99")));
        Assert.Null(Catalogue.Default.Find(null));
    }

    private static string Describe(Measure measure)
    {
        string stages = string.Concat(measure.Stages.Select(stage => stage switch { Stage.Committed => "C", Stage.Delivered => "D", _ => "–" }));
        return FormattableString.Invariant($"{measure.Id} {measure.Kind} {measure.Per} {measure.Direction} {stages} {measure.Unit.Split(' ')[0]}");
    }
}
