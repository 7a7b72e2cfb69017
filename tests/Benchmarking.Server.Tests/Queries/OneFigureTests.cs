using System.Text.Json;
using Apache.Arrow.Flight;
using Benchmarking.Server.Tests.Attacks;
using Benchmarking.Server.Tests.Flight;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Json;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>One figure through every door: the same value, text, markers and citation. A new door is one more row of the table.</summary>
public sealed class OneFigureTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private const string Edition = "periods/2025/editions/1";

    private static readonly (string Measure, string Cohort)[] Cases =
        [("measures/pct", "sector=local-authority"), ("measures/hrs", "sector=housing-association,region=north"), ("measures/hrs", "region=west"), ("measures/pct", "all")];

    // What a door tells of a median.
    private sealed record Told(double? Value, string Text, string Markers, string Citation);

    private static readonly Dictionary<string, Func<QueryFixture, string, string, Task<Told>>> Doors = new()
    {
        ["GetBenchmark"] = async (fixture, measure, cohort) =>
            Of(await fixture.Analyst.Benchmarks.GetBenchmarkAsync(new() { Edition = Edition, Measure = measure, Cohort = cohort })),
        ["Compare"] = async (fixture, measure, cohort) => Of((await (await fixture.Server.SignInAsync(Role.Viewer, "organisations/q000")).Benchmarks.CompareAsync(
            new() { Organisation = "organisations/q000", Edition = Edition, Measures = { measure }, Cohorts = { cohort } }))
            .Comparisons.Single(comparison => comparison.Stage == Stage.Delivered).Cohorts.Single().Benchmark),
        ["CompareSectors"] = async (fixture, measure, cohort) => Of((await fixture.Analyst.Benchmarks.CompareSectorsAsync(
            new() { Edition = Edition, Measures = { measure }, Cohorts = { cohort, "region=east,size_band_homes=small" } })).Comparisons.Single().Figures[0].Benchmark),
        ["Query"] = async (fixture, measure, cohort) => Of(Assert.Single(await fixture.RowsAsync(
            new() { Editions = { Edition }, Measures = { measure }, Filter = FilterOf(cohort), Statistics = { Statistic.Median } }))),
        ["Query by groups"] = async (fixture, measure, cohort) => Of((await fixture.RowsAsync(
            new() { Editions = { Edition }, Measures = { measure }, GroupBy = { Dimensions(cohort) }, Statistics = { Statistic.Median } })).Single(row => row.Cohort == cohort)),
        ["Arrow Flight"] = async (fixture, measure, cohort) => Of(Assert.Single((await fixture.Analyst.FlyAsync(Flights.Of(
            new() { Editions = { Edition }, Measures = { measure }, Filter = FilterOf(cohort), Statistics = { Statistic.Median } }))).Rows)),
        ["Arrow Flight of the whole edition"] = async (fixture, measure, cohort) => Of((await fixture.Analyst.FlyAsync(FlightDescriptor.CreatePathDescriptor(Edition))).Rows
            .Single(row => (row.Measure, row.Stage, row.Cohort, row.Statistic) == (measure, "delivered", cohort, "median"))),
        ["GET :benchmark"] = async (fixture, measure, cohort) =>
        {
            JsonElement json = await AskedAsync(fixture, $"/v1/{Edition}:benchmark?measure={measure}&cohort={Uri.EscapeDataString(cohort)}");
            return Of(json, json.GetProperty("quantiles").EnumerateArray().Single(quantile => quantile.GetProperty("probability").GetDouble() == 0.5).GetProperty("figure"));
        },
        ["GET queries:run"] = async (fixture, measure, cohort) =>
        {
            JsonElement json = await AskedAsync(fixture, $"/v1/queries:run?editions={Edition}&measures={measure}&filter={Uri.EscapeDataString(FilterOf(cohort))}&statistics=STATISTIC_MEDIAN");
            JsonElement row = json.GetProperty("rows").EnumerateArray().Single();
            return Of(row, row.GetProperty("figure"));
        },
        ["benchmarking benchmark"] = async (fixture, measure, cohort) =>
        {
            JsonElement json = await PrintedAsync(fixture, "benchmark", "--period", "2025", "--measure", measure, "--cohort", cohort, "--output", "json");
            string text = json.TryGetProperty("quantile_texts", out JsonElement texts) && texts.TryGetProperty("0.5", out JsonElement told) ? told.GetString()! : "";
            JsonElement value = json.GetProperty("quantiles").GetProperty("0.5");
            return new(value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(), text, MarkersOf(json), json.GetProperty("citation").GetString()!);
        },
        ["benchmarking query"] = async (fixture, measure, cohort) =>
        {
            JsonElement json = (await PrintedAsync(fixture, "query", "--period", "2025", "--measure", measure, "--filter", FilterOf(cohort), "--statistic", "median", "--output", "json"))
                .GetProperty("rows").EnumerateArray().Single();
            JsonElement value = json.GetProperty("value"), text = json.GetProperty("text");
            return new(value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(), text.GetString() ?? "", MarkersOf(json), json.GetProperty("citation").GetString()!);
        },
        ["benchmarking query as a file of Arrow"] = async (fixture, measure, cohort) => Of(Assert.Single((await FileAsync(fixture, measure, cohort)).Rows).ToRow()),
    };

    public static TheoryData<string> DoorNames => [.. Doors.Keys];

    [Theory]
    [MemberData(nameof(DoorNames))]
    public async Task A_figure_is_the_same_through_each_door(string door)
    {
        foreach ((string measure, string cohort) in Cases)
        {
            Told first = await Doors["GetBenchmark"](fixture, measure, cohort);
            Assert.Equal((cohort, first), (cohort, await Doors[door](fixture, measure, cohort)));
            Assert.Equal(cohort == "region=west", first.Value is null && first.Markers == "c");
            Assert.Contains($"cohort {cohort}, Benchmarking {Edition}", first.Citation, StringComparison.Ordinal);
        }
    }

    private static Told Of(Benchmark benchmark)
    {
        Figure median = benchmark.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure;
        return new(median.HasValue ? median.Value : null, median.Text, Codes(benchmark.Markers), benchmark.Citation);
    }

    private static Told Of(ArrowRow row) => new(row.Value, row.Text ?? "", row.Markers.Replace('|', ' '), row.Citation);

    private static Told Of(QueryRow row) => new(row.Figure.HasValue ? row.Figure.Value : null, row.Figure.Text, Codes(row.Markers), row.Citation);

    private static Told Of(JsonElement cell, JsonElement figure) => new(
        figure.TryGetProperty("value", out JsonElement value) ? value.GetDouble() : null, figure.GetProperty("text").GetString()!,
        string.Join(' ', cell.GetProperty("markers").EnumerateArray().Select(marker => marker.GetString() == "MARKER_CONFIDENTIAL" ? "c" : marker.GetString())), cell.GetProperty("citation").GetString()!);

    private static async Task<JsonElement> AskedAsync(QueryFixture fixture, string address)
    {
        using JsonCaller caller = new(fixture.Server.Url, fixture.Analyst.Key, System.Net.HttpVersion.Version20);
        return JsonDocument.Parse((await caller.GetAsync(address)).Text).RootElement;
    }

    private static string Codes(IEnumerable<Marker> markers) => string.Join(' ', markers.Select(marker => marker == Marker.Confidential ? "c" : $"{marker}"));

    private static string MarkersOf(JsonElement json) => string.Join(' ', json.GetProperty("markers").EnumerateArray().Select(marker => marker.GetString()));

    private static string FilterOf(string cohort) => cohort == "all" ? "" : cohort.Replace("=", " = ", StringComparison.Ordinal).Replace(",", " AND ", StringComparison.Ordinal);

    private static IEnumerable<string> Dimensions(string cohort) => cohort == "all" ? [] : cohort.Split(',').Select(term => term[..term.IndexOf('=', StringComparison.Ordinal)]);

    private static async Task<ArrowReader> FileAsync(QueryFixture fixture, string measure, string cohort)
    {
        using TemporaryDirectory folder = new();
        string file = Path.Combine(folder.Path, "figures.arrow");
        await CommandLine.RunAsync(fixture.Server.Url, fixture.Analyst.Key,
            "query", "--period", "2025", "--measure", measure, "--filter", FilterOf(cohort), "--statistic", "median", "--output", "arrow", "--file", file);
        return await ArrowReader.ReadAsync(file);
    }

    private static async Task<JsonElement> PrintedAsync(QueryFixture fixture, params string[] arguments) =>
        JsonDocument.Parse(await CommandLine.RunAsync(fixture.Server.Url, fixture.Analyst.Key, arguments)).RootElement;
}
