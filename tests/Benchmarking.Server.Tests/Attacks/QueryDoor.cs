using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>The figures of what a filter leaves by Query, a statistic a row, with what a dry run tells beforehand.</summary>
internal sealed class QueryDoor : Door
{
    /// <summary>All statistics, in the order of a benchmark's figures.</summary>
    public static IReadOnlyList<Statistic> Statistics { get; } =
        [Statistic.Mean, Statistic.Ratio, Statistic.P10, Statistic.P25, Statistic.Median, Statistic.P75, Statistic.P90];

    public override bool JoinsCategories => true;

    public override string WordsFor(string cohort) => string.Join(" AND ", ConditionsOf(cohort));

    public override IEnumerable<string> PhrasesFor(string cohort)
    {
        string[] conditions = ConditionsOf(cohort);
        return
        [
            string.Join(" AND ", conditions), string.Join(" AND ", conditions.Reverse()), string.Join("\n\tAND ", conditions).ToUpperInvariant().Replace('=', ':'),
            $"NOT ({string.Join(" OR ", conditions.Select(condition => $"-{condition}"))})",
        ];
    }

    public override async Task<IReadOnlyList<IMessage>> AskAsync(Api key, string edition, string measure, string words)
    {
        QueryRequest request = new() { Editions = { edition }, Measures = { measure }, Filter = words, Statistics = { Statistics } };
        using AsyncServerStreamingCall<QueryResponse> call = key.Queries.Query(request);
        List<QueryResponse> responses = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return [.. responses, await key.Queries.DryRunAsync(new() { Query = request })];
    }

    public override Benchmark FiguresIn(IReadOnlyList<IMessage> replies)
    {
        QueryRow[] rows = [.. replies.OfType<QueryResponse>().SelectMany(response => response.Rows)];
        Assert.Equal(Statistics, rows.Select(row => row.Statistic));
        QueryRow first = rows[0];
        Assert.All(rows, row => Assert.Equal((first.Cohort, first.HasN, first.N, first.HasMemberCount, first.MemberCount, first.Citation), (row.Cohort, row.HasN, row.N, row.HasMemberCount, row.MemberCount, row.Citation)));
        Benchmark benchmark = new()
        {
            Cohort = first.Cohort,
            Measure = first.Measure,
            Stage = first.Stage,
            Unit = first.Unit,
            Mean = first.Figure,
            Ratio = rows[1].Figure,
            Quantiles = { rows[2..].Zip((double[])[0.1, 0.25, 0.5, 0.75, 0.9], (row, probability) => new Quantile { Probability = probability, Figure = row.Figure }) },
            Markers = { first.Markers },
            Reason = first.Reason,
            NearestPublished = { first.NearestPublished },
            Edition = first.Edition,
            MeasureRevision = first.MeasureRevision,
            Citation = first.Citation,
        };
        if (first.HasN)
            benchmark.N = first.N;
        if (first.HasMemberCount)
            benchmark.MemberCount = first.MemberCount;
        return benchmark;
    }

    // A condition for each dimension, each a term by itself.
    private static string[] ConditionsOf(string cohort) => cohort == "all" ? [] : [.. cohort.Split(',').Select(ConditionOf)];

    private static string ConditionOf(string term) => term.Split('=') is [var dimension, var categories]
        ? $"({string.Join(" OR ", categories.Split('|').Select(category => $"{dimension} = {category}"))})" : term;
}
