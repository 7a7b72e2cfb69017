using Benchmarking.V1;

namespace Benchmarking.Cli.Tests.Output;

/// <summary>Replies as a server gives them, made by hand.</summary>
internal static class Replies
{
    public static Benchmark Published => new()
    {
        Cohort = "sector=housing-association",
        Measure = "measures/tp01",
        Stage = Stage.Delivered,
        Unit = "%",
        MemberCount = 200,
        N = 197,
        Mean = new() { Value = 72.91234 },
        Ratio = new() { Value = 71.5, Interval = new() { Lower = 71.2, Upper = 71.8 } },
        Quantiles =
        {
            QuantileOf(0.1, new() { Text = "under 62 %" }), QuantileOf(0.25, new() { Value = 68.1 }), QuantileOf(0.5, new() { Value = 73.2 }),
            QuantileOf(0.75, new() { Value = 78.4 }), QuantileOf(0.9, new() { Markers = { Marker.Confidential } }),
        },
        Edition = "periods/2024/editions/1",
        MeasureRevision = 1,
        Citation = "Benchmarking, 2024, edition 1, tp01.",
    };

    public static Benchmark Withheld => new()
    {
        Cohort = "sector=housing-association",
        Measure = "measures/bs01",
        Stage = Stage.Committed,
        Unit = "£ per home",
        MemberCount = 4,
        Markers = { Marker.Confidential },
        Reason = WithheldReason.TooFew,
        NearestPublished = { new NearestCohort { Cohort = "all", DroppedDimensions = { "sector" } } },
        Edition = "periods/2024/editions/1",
        MeasureRevision = 2,
        Citation = "Benchmarking, 2024, edition 1, bs01.",
    };

    public static CompareResponse Comparison => new()
    {
        Edition = "periods/2024/editions/1",
        Comparisons =
        {
            new Comparison
            {
                Measure = "measures/tp01", DisplayName = "Overall satisfaction", Stage = Stage.Delivered, Direction = Direction.Higher, Unit = "%",
                Own = new() { Value = 75.4321 },
                Cohorts = { new ComparedCohort { Benchmark = Published, Position = new() { Percentile = 61.6, Lower = 50, Upper = 75 } } },
            },
            new Comparison
            {
                Measure = "measures/bs01", DisplayName = "=Spend", Stage = Stage.Committed, Direction = Direction.None, Unit = "£ per home",
                Own = new() { Markers = { Marker.NotAvailable } },
                Cohorts = { new ComparedCohort { Benchmark = Withheld } },
            },
        },
    };

    private static Quantile QuantileOf(double probability, Figure figure) => new() { Probability = probability, Figure = figure };
}
