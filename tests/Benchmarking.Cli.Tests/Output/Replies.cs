using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;

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

    public static QueryRow[] QueryRows =>
    [
        Row("sector=housing-association,region=north", Statistic.Mean, new() { Value = 71.25 }, RowOutcome.Answered, row => (row.N, row.MemberCount) = (97, 100)),
        Row("sector=housing-association,region=south", Statistic.Mean, new() { Text = "between 60 % and 70 %", Band = new() { Lower = 60, Upper = 70 } }, RowOutcome.Answered,
            row =>
            {
                (row.N, row.MemberCount, row.Reason) = (21, 30, WithheldReason.RevisionPending);
                row.Markers.Add(Marker.Revised);
            }),
        Row("sector=housing-association,region=west", Statistic.Mean, new() { Markers = { Marker.Confidential } }, RowOutcome.Withheld, row =>
        {
            (row.MemberCount, row.Reason) = (4, WithheldReason.TooFew);
            row.Markers.Add(Marker.Confidential);
            row.NearestPublished.Add([new NearestCohort { Cohort = "sector=housing-association", DroppedDimensions = { "region" } }, new NearestCohort { Cohort = "all", DroppedDimensions = { "region", "sector" } }]);
        }),
        Row("sector=housing-association,region=east|north", Statistic.Mean, new() { Value = 70.5, Interval = new() { Lower = 66.1, Upper = 74.4 } }, RowOutcome.Answered, row =>
        {
            (row.N, row.MemberCount) = (140, 150);
            row.DerivedFrom.Add(["sector=housing-association,region=east", "sector=housing-association,region=north"]);
        }),
        Row("sector=housing-association,region=east|north", Statistic.Median, new() { Markers = { Marker.Confidential } }, RowOutcome.Refused, row =>
        {
            (row.N, row.MemberCount, row.Reason) = (140, 150, WithheldReason.NotPublished);
            row.NearestPublished.Add(new NearestCohort { Cohort = "sector=housing-association", DroppedDimensions = { "region" } });
        }),
        Row("sector=housing-association,region=north", Statistic.P10, new() { Markers = { Marker.NotAvailable } }, RowOutcome.NotAvailable, row => (row.N, row.MemberCount) = (97, 100)),
    ];

    private static QueryRow Row(string cohort, Statistic statistic, Figure figure, RowOutcome outcome, Action<QueryRow> change)
    {
        QueryRow row = new()
        {
            Edition = "periods/2024/editions/1",
            Measure = "measures/tp01",
            Stage = Stage.Delivered,
            Cohort = cohort,
            Statistic = statistic,
            Figure = figure,
            Unit = "%",
            Outcome = outcome,
            MeasureRevision = 1,
            Citation = "Benchmarking, 2024, edition 1, tp01.",
        };
        change(row);
        return row;
    }

    public static CompareResponse Comparison => new()
    {
        Edition = "periods/2024/editions/1",
        Comparisons =
        {
            new Comparison
            {
                Measure = "measures/tp01", DisplayName = "Overall satisfaction", Stage = Stage.Delivered, Direction = Direction.Higher, Unit = "%",
                Own = new() { Value = 75.4321 },
                Cohorts = { new ComparedCohort { Benchmark = Published, Position = new() { Percentile = 61.6, Lower = 50, Upper = 75 },
                    Funnel = new() { Target = 73.2, Limits95 = new() { Lower = 58.3, Upper = 75.1 }, Limits998 = new() { Lower = 49.7, Upper = 97.1 }, StandardError = 1.2, Place = FunnelPlace.Above } } },
            },
            new Comparison
            {
                Measure = "measures/bs01", DisplayName = "=Spend", Stage = Stage.Committed, Direction = Direction.None, Unit = "£ per home",
                Own = new() { Markers = { Marker.NotAvailable } },
                Cohorts = { new ComparedCohort { Benchmark = Withheld } },
            },
        },
    };

    public static Trend Trend => new()
    {
        Measure = "measures/tp01",
        DisplayName = "=Overall satisfaction",
        Stage = Stage.Delivered,
        Direction = Direction.Higher,
        Unit = "%",
        Cohort = "sector=housing-association",
        Statistic = ComparedStatistic.Median,
        Points =
        {
            new TrendPoint { Period = "periods/2023", Benchmark = Withheld, Figure = new() { Markers = { Marker.Confidential } }, Own = new() { Markers = { Marker.NotAvailable } } },
            new TrendPoint { Period = "periods/2024", Benchmark = Published, Figure = new() { Value = 73.2, Interval = new() { Lower = 72.4, Upper = 74.1 } }, Own = new() { Value = 75.4321 } },
        },
        CohortTest = new() { PeriodCount = 1, Verdict = TrendVerdict.TooFewPeriods },
        OwnTest = new() { PeriodCount = 6, Verdict = TrendVerdict.Falling, PValue = 2.0 / 720, Slope = -0.25 },
        DefinedSince = "periods/2024",
    };

    public static CompareSectorsResponse Sectors => new()
    {
        Edition = "periods/2024/editions/1",
        Comparisons =
        {
            new SectorComparison
            {
                Measure = "measures/gov-01", DisplayName = "Written policy", Stage = Stage.Unstaged, Direction = Direction.Higher, Unit = "% of organisations",
                Statistic = ComparedStatistic.Proportion,
                Figures =
                {
                    new SectorFigure { Benchmark = Answers("sector=local-authority", 80, 77), Figure = new() { Value = 42.857, Interval = new() { Lower = 32.405, Upper = 54.003 } }, AmongMembers = new() { Lower = 40.66, Upper = 45.084 } },
                    new SectorFigure { Benchmark = Answers("sector=housing-association", 123, 123), Figure = new() { Value = 33.333, Interval = new() { Lower = 25.64, Upper = 42.05 } }, AmongMembers = new() { Lower = 33.333, Upper = 33.333 } },
                    new SectorFigure { Benchmark = Answers("all", 203, 200), Figure = new() { Text = "between 30 % and 40 %", Band = new() { Lower = 30, Upper = 40 }, Interval = new() { Lower = 24.1, Upper = 46.9 } } },
                },
                Differences =
                {
                    Pair("sector=local-authority", "sector=housing-association", new() { Value = 9.524, Interval = new() { Lower = -4.092, Upper = 23.068 } }, Verdict.NoClearDifference),
                    Pair("sector=local-authority", "all", new() { Interval = new() { Lower = -9.25, Upper = 27.1 } }, Verdict.NoClearDifference),
                },
            },
            new SectorComparison
            {
                Measure = "measures/bs01", DisplayName = "=Spend", Stage = Stage.Committed, Direction = Direction.None, Unit = "£ per home", Statistic = ComparedStatistic.Median,
                Figures =
                {
                    new SectorFigure { Benchmark = Published, Figure = new() { Value = 73.2, Interval = new() { Lower = 71.9, Upper = 74.8 } } },
                    new SectorFigure { Benchmark = new(Withheld) { Cohort = "region=north" }, Figure = new() { Markers = { Marker.Confidential } } },
                    new SectorFigure { Benchmark = new(Published) { Cohort = "region=south" }, Figure = new() { Value = 61.2, Interval = new() { Lower = 60, Upper = 62.5 } } },
                },
                Differences =
                {
                    Pair("sector=housing-association", "region=north", new() { Markers = { Marker.Confidential } }, Verdict.NotCompared, NotComparedReason.Withheld),
                    Pair("sector=housing-association", "region=south", new() { Value = 12, Interval = new() { Lower = 10.1, Upper = 14 } }, Verdict.Higher),
                },
            },
        },
    };

    private static Benchmark Answers(string cohort, int members, int n) => new()
    {
        Cohort = cohort,
        Measure = "measures/gov-01",
        Stage = Stage.Unstaged,
        Unit = "% of organisations",
        MemberCount = members,
        N = n,
        Mean = new() { Value = 40 },
        Ratio = new() { Value = 40 },
        Quantiles = { QuantileOf(0.5, new() { Markers = { Marker.NotAvailable } }) },
        Edition = "periods/2024/editions/1",
        MeasureRevision = 1,
        Citation = $"Benchmarking, 2024, edition 1, gov-01, {cohort}.",
    };

    private static SectorDifference Pair(string first, string second, Figure difference, Verdict verdict, NotComparedReason reason = NotComparedReason.Unspecified)
    {
        SectorDifference pair = new() { First = first, Second = second, Difference = difference, Verdict = verdict, Reason = reason, MayShareMembers = second == "all" };
        if (first == "sector=local-authority" && difference.HasValue) pair.Score = 1.3574;
        return pair;
    }

    public static Release Release => new()
    {
        Name = "releases/a-body.figures",
        State = ReleaseState.Published,
        Revision = 2,
        PublishTime = TimeOf(2026, 6, 4),
        Digest = new string('a', 64),
        Content = new()
        {
            Title = "Satisfaction",
            Publisher = "A body",
            Contact = "figures@example.org",
            Summary = "Tenants are satisfied.",
            Methods = "Means.",
            Limits = "A survey.",
            Notes = { "A note." },
            Sections =
            {
                new ReleaseSection
                {
                    Heading = "By sector",
                    Commentary = "Two cohorts.",
                    Tables = { new ReleaseTable { Title = "Satisfaction, by sector", Rows = { RowOf(Published, "Overall satisfaction", Direction.Higher), RowOf(Withheld, "=Spend", Direction.None) } } },
                },
            },
            PreReleaseAccess = { new PreReleaseAccess { Who = "Chief executive", HoursBefore = 12 } },
        },
        History =
        {
            new ReleaseRevision { Revision = 1, PublishTime = TimeOf(2026, 5, 4), Title = "Satisfaction", Digest = new string('b', 64) },
            new ReleaseRevision { Revision = 2, PublishTime = TimeOf(2026, 6, 4), Title = "Satisfaction", Reason = "A figure was wrong.", Digest = new string('a', 64) },
        },
        Announcements = { new ReleaseAnnouncement { AnnounceTime = TimeOf(2026, 4, 1), PublishTime = TimeOf(2026, 5, 4) } },
        Notices = { new EditionNotice { Edition = "periods/2024/editions/1", WithdrawTime = TimeOf(2026, 6, 10), Reason = "wrong unit" } },
    };

    private static ReleaseRow RowOf(Benchmark benchmark, string name, Direction direction) => new() { Benchmark = benchmark, DisplayName = name, Direction = direction, CutTime = TimeOf(2026, 3, 1) };

    private static Timestamp TimeOf(int year, int month, int day) => Timestamp.FromDateTime(new(year, month, day, 8, 30, 0, DateTimeKind.Utc));

    public static EditionAudit Audit => new()
    {
        Name = "periods/2024/editions/2/audit",
        PolicyDigest = "76fc84df",
        Totals = new()
        {
            SafeCellCount = 40,
            PublishedCellCount = 25,
            CodedCellCount = 8,
            CarriedCellCount = 3,
            WithheldCellCount = 12,
            ToldPercent = 87.5,
            PublishedPercent = 62.5,
            ProgrammeCount = 1246,
            IsSafe = true,
            TightestInterval = 1.318,
            TightestMeasure = "measures/tp01",
            TightestStage = Stage.Delivered,
            TightestCohort = "region=north",
            Cost = 7.25,
        },
        Tables =
        {
            new TableAudit
            {
                Measure = "measures/bs01", Stage = Stage.Committed, ContributorCount = 9, SafeCellCount = 10, PublishedCellCount = 6, CodedCellCount = 4,
                WithheldCellCount = 2, SafeToldCellCount = 9, SafePublishedCellCount = 6, FailedThresholdCount = 2, ProgrammeCount = 12, IsSafe = true,
                Cost = 1.5, OptimalCost = 1.5,
            },
            new TableAudit
            {
                Measure = "measures/tp01", Stage = Stage.Delivered, ContributorCount = 197, SafeCellCount = 30, PublishedCellCount = 19, CodedCellCount = 4,
                CarriedCellCount = 3, WithheldCellCount = 10, SafeToldCellCount = 26, SafePublishedCellCount = 19, FailedThresholdCount = 7, FailedShareCount = 3,
                FailedPrecisionCount = 2, FailedDifferenceCount = 3, YieldedToResidualCount = 1, YieldedToAttackerCount = 5, ProgrammeCount = 1234, IsSafe = true,
                TightestCohort = "region=north", TightestInterval = 1.318, Cost = 5.75,
            },
        },
        UnauditedTableCount = 1,
    };

    private static Quantile QuantileOf(double probability, Figure figure) => new() { Probability = probability, Figure = figure };
}
