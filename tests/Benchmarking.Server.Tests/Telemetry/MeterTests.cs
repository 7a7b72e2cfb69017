using Benchmarking.Server.Tests.Faults;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Json;
using Benchmarking.Server.Tests.Limits;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Telemetry;

/// <summary>What is counted is what happened.</summary>
public sealed class MeterTests
{
    [Fact]
    public async Task Returns_cuts_cells_faults_and_calls_are_counted()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(0, 12).Select(i => new Organisation { Name = $"organisations/o{i}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        await server.Steward.OpenAsync("2025");
        await server.Steward.OpenAsync("2024");
        Edition edition = new();
        IReadOnlyCollection<string> measured = await Instruments.MeasureAsync(server, async () =>
        {
            await server.Steward.ImportReturnsAsync("2025", Enumerable.Range(0, 12).Select(i => new ImportLine { Line = i + 1, Organisation = $"o{i}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i}", Denominator = "80" }));
            edition = await server.Steward.CutAsync("2025");
            await Assert.ThrowsAsync<RpcException>(() => server.Steward.CutAsync("2024"));
            using (BrokenStore.Refusing(server.DataDirectory, "edition.v1"))
                await Assert.ThrowsAsync<RpcException>(() => server.Steward.CutAsync("2025"));
            await server.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/spd-01", Stage = Stage.Delivered });
        });
        Assert.Equal(12, measured.Count(line => line == "benchmarking.returns.acknowledged submitted 1"));
        Assert.Contains($"benchmarking.cells published {edition.PublishedCellCount}", measured);
        Assert.Contains($"benchmarking.cells withheld {edition.WithheldCellCount}", measured);
        // The clock stands still.
        foreach (string outcome in (string[])["cut", "refused", "failed"])
            Assert.Single(measured, $"benchmarking.cut.duration {outcome} 0");
        Assert.Equal(0, measured.Where(line => line.StartsWith("benchmarking.cuts.under_way", StringComparison.Ordinal)).Sum(line => line.EndsWith("-1", StringComparison.Ordinal) ? -1 : 1));
        Assert.Single(measured, "benchmarking.store.faults write 1");
        Assert.Contains("benchmarking.call.duration benchmarking.v1.EditionService/CutEdition OK 0", measured);
        Assert.Contains("benchmarking.call.duration benchmarking.v1.EditionService/CutEdition FailedPrecondition 0", measured);
        Assert.Contains("benchmarking.call.duration benchmarking.v1.EditionService/CutEdition Unavailable 0", measured);
        Assert.Contains(measured, line => line.StartsWith("benchmarking.edition_cache.cells ", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_is_refused_before_it_is_read_is_counted_once_whichever_way_it_came()
    {
        const string Call = "benchmarking.call.duration benchmarking.v1.MeasureService/ListMeasures";
        string unknown = $"bmk_{1:x16}_{new string('A', 43)}";
        await using TestServer server = await TestServer.StartWithPagesAsync("--Benchmarking:Limits:FailedAttemptsPerMinute", "2");
        using JsonCaller stranger = new(server.PagesUrl, unknown);
        List<StatusCode> told = [];
        IReadOnlyCollection<string> measured = await Instruments.MeasureAsync(server, async () =>
        {
            told.Add((StatusCode)(await stranger.GetAsync("/v1/measures")).Status.Code);
            for (int call = 0; call < 10; call++)
                told.Add((await Refused.ByAsync(server.With(unknown).Measures.ListMeasuresAsync(new()))).Code);
            told.Add((StatusCode)(await stranger.GetAsync("/v1/measures")).Status.Code);
        });
        Assert.Equal(StatusCode.Unauthenticated, told[0]);
        Assert.Contains(StatusCode.ResourceExhausted, told);
        Assert.Equal(told.Count, measured.Count(line => line.StartsWith(Call, StringComparison.Ordinal)));
        Assert.All(told.Distinct(), code => Assert.Equal(told.Count(each => each == code), measured.Count(line => line == $"{Call} {code} 0")));
    }

    [Fact]
    public async Task A_call_whose_message_cannot_be_read_is_counted_once_whichever_way_it_came()
    {
        const string Call = "benchmarking.call.duration benchmarking.v1.MeasureService/ListMeasures";
        await using TestServer server = await TestServer.StartWithPagesAsync();
        using RawClient client = new(server, server.Steward.Key);
        using JsonCaller caller = new(server.PagesUrl, server.Steward.Key);
        IReadOnlyCollection<string> measured = await Instruments.MeasureAsync(server, async () =>
        {
            Assert.Equal(StatusCode.InvalidArgument, (await client.SendAsync("MeasureService/ListMeasures", new ByteArrayContent(RawClient.Frame([0xFF, 0xFF, 0xFF])))).Code);
            // What the library could read but the call has not, and what it cannot read.
            foreach (string query in (string[])["pag_size=1", "page_size=x"])
                Assert.Equal("MESSAGE_MALFORMED", (await caller.GetAsync($"/v1/measures?{query}")).Reason);
        });
        Assert.Equal(3, measured.Count(line => line.StartsWith(Call, StringComparison.Ordinal)));
        Assert.Equal(3, measured.Count(line => line == $"{Call} InvalidArgument 0"));
    }
}
