using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Benchmarking.Client;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks on the replies rather than on their figures: repeating, rephrasing, sizes, refusals, digits, and other doors.</summary>
public abstract partial class ReplyAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    // A withheld pair in the west, and everyone's figure of seven digits; one of the pair may have another.
    protected Task<AttackedSector> MakeAsync(decimal target = 57.31843m) => MakeAsync(Off.Nothing, "percentage",
    [
        .. Member.Many("n", Member.Steps(12, 41.23457m, 2.10003m), "a", "north", "small"), .. Member.Many("s", Member.Steps(13, 38.34567m, 2.20007m), "b", "south", "large"),
        new Member("target", target, "b", "west", "small"), new Member("fellow", 44.87651m, "a", "west", "large"),
    ]);

    protected static string[] DigitsOf(AttackedSector sector) =>
        [.. sector.Secrets.Select(secret => secret.ToString(CultureInfo.InvariantCulture)).Where(digits => digits.Length >= 8)];

    [Fact]
    public async Task Asked_again_and_in_other_words_the_answer_is_the_same_bytes()
    {
        AttackedSector sector = await MakeAsync();
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("n1");
        foreach (string cohort in (string[])["sector=a,region=north", "sector=b,region=west", "sector=b,region=west,size_band_homes=small"])
        {
            string[] phrases = [.. view.Door.PhrasesFor(view.Prefixed(cohort))];
            List<string> answers = [];
            // Some at once, and not more than a caller may have open.
            foreach (int[] some in Enumerable.Range(0, 100).Chunk(5))
            {
                IReadOnlyList<IMessage>[] told = await Task.WhenAll(some.Select(i => view.RepliesToAsync(phrases[i % phrases.Length], 1, i % 2 == 0 ? view.Me : view.Analyst)));
                answers.AddRange(told.Select(BytesOf));
            }
            Assert.Single(answers.Distinct());
        }
    }

    private static string BytesOf(IEnumerable<IMessage> replies) => string.Join(' ', replies.Select(reply => Convert.ToHexString(reply.ToByteArray())));

    [Fact]
    public async Task Two_worlds_that_differ_in_one_withheld_figure_give_the_same_replies_and_refusals()
    {
        // Both are made before either is cut: a refusal lists the categories that the platform knows by then.
        AttackedSector[] worlds = [await MakeAsync(57.31843m), await MakeAsync(52.94617m)];
        List<(string Withheld, string Mean)[]> told = [];
        foreach (AttackedSector world in worlds)
        {
            await world.CutAsync();
            told.Add(await TellAsync(await world.SeeAsAsync("n1")));
        }
        Assert.True(told[0].Count(answer => answer.Withheld.Length > 0) > 8);
        Assert.Equal(told[0].Select(answer => answer.Withheld), told[1].Select(answer => answer.Withheld));
        // The comparison would see a difference: what is published of all differs.
        Assert.NotEqual(told[0].Select(answer => answer.Mean), told[1].Select(answer => answer.Mean));
    }

    // A withheld cohort compared with one that is published: its own half of the answer, and what the comparison comes to.
    private static async Task<string> BesideAllAsync(AttackerView view, string cohort)
    {
        SectorComparison comparison = (await view.Analyst.Benchmarks.CompareSectorsAsync(new()
        {
            Edition = $"periods/{view.Period}/editions/1",
            Measures = { view.Measure },
            Cohorts = { view.Prefixed(cohort), "all" },
        })).Comparisons.Single();
        Assert.Equal(Verdict.NotCompared, comparison.Differences.Single().Verdict);
        return $"{comparison.Figures[0]} {comparison.Differences.Single()}";
    }

    // All that is told of what is withheld, outside the lattice or no cohort at all, with its size, in words that are the same for both worlds.
    private static async Task<(string Withheld, string Mean)[]> TellAsync(AttackerView view)
    {
        List<(string, string)> told = [];
        foreach (string cohort in view.Filters().Append("region=nowhere").Append("verified=no").Append("sector=a,sector=b").Append("region"))
        {
            try
            {
                IReadOnlyList<IMessage> replies = await view.RepliesAsync(cohort, 1);
                Benchmark answer = view.Door.FiguresIn(replies);
                // CompareSectors has no cohorts of several categories.
                string beside = answer.HasN || cohort.Contains('|', StringComparison.Ordinal) ? "" : await BesideAllAsync(view, cohort);
                told.Add(answer.HasN ? ("", $"{answer.Mean}") : (InAnyWorld($"{replies.Sum(reply => reply.CalculateSize())} {string.Join(' ', replies)} {beside}"), ""));
            }
            catch (RpcException refusal)
            {
                told.Add((InAnyWorld($"{refusal.Trailers.GetValueBytes("grpc-status-details-bin")?.Length} {refusal.Status.Detail}"), ""));
            }
        }
        return [.. told];
    }

    private static string InAnyWorld(string text) => WorldsOwn().Replace(text, "own");

    [GeneratedRegex(@"\bx\d{3}\b|periods/\d{4}-q\d|\b\d{4}-q\d/editions")]
    private static partial Regex WorldsOwn();

    [Fact]
    public async Task No_reply_and_no_refusal_has_anyones_seven_digits()
    {
        AttackedSector sector = await MakeAsync();
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("s1");
        // Its own figure is told back to it, and to nobody else.
        string[] digits = [.. DigitsOf(sector).Where(digits => double.Parse(digits, CultureInfo.InvariantCulture) != view.Known["s1"])];
        string[] told = [.. await ToldAsync(view)];
        Assert.True(told.Length > 30);
        Assert.All(told, text => Assert.DoesNotContain(digits, text.Contains));
        // The scan would find one: the prober's own, where it is told.
        Assert.Contains(told, text => text.Contains(view.Known["s1"].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    // Everything that can be asked, and everything that is refused.
    private static async Task<List<string>> ToldAsync(AttackerView view)
    {
        Api me = view.Me;
        string edition = $"periods/{view.Period}/editions/1", other = view.NameOf("target");
        List<string> told = [];
        foreach (string cohort in view.Cohorts())
            told.AddRange((await view.RepliesAsync(cohort, 1)).Select(reply => $"{reply}"));
        told.Add((await me.Benchmarks.CompareAsync(new() { Organisation = view.NameOf("s1"), Edition = edition, Cohorts = { view.Prefixed("region=west"), "all" } })).ToString());
        told.Add((await me.Benchmarks.ListCohortsAsync(new() { Edition = edition, PageSize = 1000 })).ToString());
        told.Add((await me.Editions.GetEditionAsync(new() { Name = edition })).ToString());
        told.Add((await view.Analyst.Organisations.GetOrganisationAsync(new() { Name = other })).ToString());
        told.Add((await me.Returns.ListReturnRevisionsAsync(new() { Parent = $"{view.NameOf("s1")}/returns/{view.Period}" })).ToString());
        await RefusedAsync(me.Organisations.GetOrganisationAsync(new() { Name = other }));
        await RefusedAsync(me.Returns.GetReturnAsync(new() { Name = $"{other}/returns/{view.Period}" }));
        await RefusedAsync(me.Returns.ListReturnRevisionsAsync(new() { Parent = $"{other}/returns/{view.Period}" }));
        await RefusedAsync(me.Returns.SubmitReturnAsync(new() { Name = $"{other}/returns/{view.Period}", Lines = { Scenario.Line(view.Measure["measures/".Length..], "1", "0") } }));
        await RefusedAsync(me.Returns.ValidateReturnAsync(new() { Name = $"{other}/returns/{view.Period}", Lines = { Scenario.Line("none", "x", "y") } }));
        await RefusedAsync(me.Benchmarks.CompareAsync(new() { Organisation = other, Edition = edition }));
        await RefusedAsync(me.Benchmarks.GetBenchmarkAsync(new() { Edition = edition, Measure = view.Measure, Cohort = "organisation=target" }));
        await RefusedAsync(me.Benchmarks.GetBenchmarkAsync(new() { Edition = edition, Measure = view.Measure, Stage = Stage.Committed }));
        await RefusedAsync(me.Editions.CutEditionAsync(new() { Parent = $"periods/{view.Period}" }));
        await RefusedAsync(view.Analyst.Returns.GetReturnAsync(new() { Name = $"{other}/returns/{view.Period}" }));
        return told;

        async Task RefusedAsync<T>(AsyncUnaryCall<T> call)
        {
            RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
            told.Add($"{refusal.Status} {refusal.GetRpcStatus()}");
        }
    }

    [Fact]
    public async Task A_published_quantile_has_no_more_digits_than_its_measure()
    {
        AttackedSector sector = await MakeAsync();
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("n1");
        Figure[] quantiles = [.. (await view.AskAllAsync(1)).Values.SelectMany(answer => answer.Quantiles).Select(quantile => quantile.Figure).Where(figure => figure.HasValue)];
        Assert.NotEmpty(quantiles);
        Assert.All(quantiles, figure => Assert.Equal(Math.Round(figure.Value, 2), figure.Value));
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkReplyAttackTests(AttackServers servers) : ReplyAttackTests(servers, Door.Benchmark)
{
    [Fact]
    public async Task The_same_cell_is_the_same_through_every_door()
    {
        AttackedSector sector = await MakeAsync();
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("n1");
        Api viewer = await sector.Server.SignInAsync(Role.Viewer, view.NameOf("n1"));
        using BenchmarkingClient client = new(new Uri(sector.Server.Url), view.Me.Key);
        foreach (string cohort in (string[])["all", "region=north", "region=west", "sector=b,region=west", "sector=b,region=west,size_band_homes=small"])
        {
            Benchmark cell = await view.AskAsync(cohort, 1);
            GetBenchmarkRequest latest = new(view.Request(cohort, 1)) { Edition = $"periods/{view.Period}" };
            CompareRequest compare = new() { Organisation = view.NameOf("n1"), Edition = latest.Edition, Cohorts = { latest.Cohort } };
            Assert.Equal(cell, await view.AskAsync(cohort, 1, view.Analyst));
            Assert.Equal(cell, Door.Query.FiguresIn(await Door.Query.AskAsync(view.Analyst, latest.Edition, latest.Measure, Door.Query.WordsFor(latest.Cohort))));
            Assert.Equal(cell, await view.AskAsync(cohort, 1, viewer));
            Assert.Equal(cell, await view.Me.Benchmarks.GetBenchmarkAsync(latest));
            Assert.Equal(cell, await client.Benchmarks.GetBenchmarkAsync(latest));
            Assert.Equal(cell, (await viewer.Benchmarks.CompareAsync(compare)).Comparisons.Single().Cohorts.Single().Benchmark);
            CompareSectorsRequest sectors = new() { Edition = latest.Edition, Measures = { latest.Measure }, Cohorts = { latest.Cohort, view.Prefixed("sector=a,region=north,size_band_homes=small") } };
            Assert.Equal(cell, (await viewer.Benchmarks.CompareSectorsAsync(sectors)).Comparisons.Single().Figures[0].Benchmark);
        }
    }

    [Fact]
    public async Task The_command_line_tells_of_a_withheld_cell_no_more_than_the_wire()
    {
        AttackedSector sector = await MakeAsync();
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("n1");
        string west = await CommandLine.RunAsync(sector.Server.Url, view.Me.Key, "benchmark", "--period", view.Period, "--measure", sector.Name, "--cohort", view.Prefixed("region=west"), "--output", "json");
        JsonNode json = JsonNode.Parse(west)!;
        Assert.Null(json["n"]);
        Assert.Null(json["mean"]);
        Assert.Null(json["ratio"]);
        Assert.All(json["quantiles"]!.AsObject(), quantile => Assert.Null(quantile.Value));
        Assert.DoesNotContain(DigitsOf(sector), west.Contains);
    }
}

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryReplyAttackTests(AttackServers servers) : ReplyAttackTests(servers, Door.Query)
{
    [Fact]
    public async Task Groups_and_single_statistics_tell_what_a_filter_tells()
    {
        AttackedSector sector = await MakeAsync();
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("n1");
        QueryRequest everything = new() { Editions = { $"periods/{view.Period}" }, Measures = { view.Measure } };
        List<QueryRow> grouped = [];
        foreach (string[] dimensions in (string[][])[["sector"], ["region", "sector"], ["size_band_homes", "region"], ["region", "sector", "size_band_homes"]])
        {
            // The server has other sectors' categories too.
            string own = view.Prefixed(string.Join(',', dimensions.Select(dimension => $"{dimension}={(dimension switch { "sector" => "a|b", "region" => "north|south|west", _ => "large|small" })}")));
            grouped.AddRange(await RowsAsync(view.Me, new(everything) { Filter = view.Door.WordsFor(own), GroupBy = { dimensions }, Statistics = { QueryDoor.Statistics } }));
        }
        Assert.Contains(grouped, row => row.HasN);
        Assert.Contains(grouped, row => !row.HasN);
        foreach (QueryRow row in grouped)
        {
            // The row tells its cohort in the platform's categories.
            QueryRequest alone = new(everything) { Statistics = { row.Statistic }, Filter = view.Door.WordsFor(row.Cohort) };
            Assert.Equal([row], await RowsAsync(view.Analyst, alone));
        }
    }

    private static async Task<List<QueryRow>> RowsAsync(Api key, QueryRequest request)
    {
        using AsyncServerStreamingCall<QueryResponse> call = key.Queries.Query(request);
        return [.. (await call.ResponseStream.ReadAllAsync().ToListAsync()).SelectMany(response => response.Rows)];
    }
}
