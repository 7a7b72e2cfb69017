using System.Globalization;
using System.Net;
using System.Text;
using Benchmarking.Server.Tests.Faults;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Json;
using Benchmarking.Testing;
using Benchmarking.V1;
using Grpc.Core;
using Grpc.Net.Client;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Telemetry;

/// <summary>
/// Everything that a server tells about itself, by what it exports and what it prints, at the most talkative level of logging, while
/// members use it in every way and its store fails: there is no figure, no key and no member's word in it.
/// </summary>
public sealed class TelemetryTests(PostgresServer postgres)
{
    private const int Members = 12;
    private const string Note = "NOTE-OF-THE-MEMBER";
    private const string Reason = "REASON-OF-THE-MEMBER";
    private const string Contract = "CONTRACT-OF-THE-MEMBER";
    private const string Typed = "TYPED-BY-SOMEBODY";

    // Seven digits that nothing else prints: each figure is searched for in every way in which it could be written.
    private static readonly int[] Figures = [.. Enumerable.Range(0, Members).Select(i => 7_340_151 + i * 1_013)];

    private readonly List<string> _secrets = [];

    [Theory]
    [InlineData("embedded")]
    [InlineData("postgres")]
    public async Task No_figure_no_key_and_no_word_of_a_member_is_in_any_span_metric_or_log(string store)
    {
        using TemporaryDirectory directory = new();
        await using Collector collector = await Collector.StartAsync();
        Dictionary<string, string> settings = await SettingsAsync(store, directory, collector);
        await using BuiltProgram server = BuiltProgram.Start("Benchmarking.Server", [], settings);
        string key = await server.LineAsync("Steward's key, shown once");
        string url = (await server.LineAsync("Benchmarking listens on")).Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));
        using GrpcChannel channel = GrpcChannel.ForAddress(url);
        Api steward = new(channel, Secret(key[(key.LastIndexOf(' ') + 1)..]));
        await RunAsync(channel, steward);
        await AskByJsonAsync(url, steward.Key);
        await FailAsync(channel, steward, store == "embedded" ? directory.Path : null);
        Assert.Equal(0, await server.TerminateAsync());

        // It does tell what it is there to tell.
        Assert.Contains("benchmarking.v1.ReturnService/SubmitReturn", collector.Text("trace"), StringComparison.Ordinal);
        Assert.Contains("GET /benchmarking.v1.OrganisationService/GetOrganisation", collector.Text("trace"), StringComparison.Ordinal);
        Assert.Contains("GET /benchmarking.v1.PeriodService/ListPeriods", collector.Text("trace"), StringComparison.Ordinal);
        Assert.Contains("benchmarking.call.duration", collector.Text("metrics"), StringComparison.Ordinal);
        Assert.Contains("benchmarking.cut.duration", collector.Text("metrics"), StringComparison.Ordinal);
        Assert.Contains("organisations/t3/returns/2025", collector.Text("logs"), StringComparison.Ordinal);
        if (store == "embedded")
            Assert.Contains("benchmarking.store.faults", collector.Text("metrics"), StringComparison.Ordinal);
        // Nor does an address by JSON tell whose it is, or what somebody typed.
        Assert.DoesNotContain("/v1/organisations/t3", collector.Text("trace"), StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, collector.Text("trace"), StringComparison.Ordinal);
        // The key that a first start shows is for the terminal alone.
        string told = collector.Text();
        string printed = string.Join('\n', server.Lines.Where(line => !line.Contains("shown once", StringComparison.Ordinal)));
        Assert.All(Forbidden(), text => Assert.DoesNotContain(text, told, StringComparison.Ordinal));
        Assert.All(Forbidden(), text => Assert.DoesNotContain(text, printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_exported()
    {
        await using TestServer server = await TestServer.StartAsync();
        Assert.Null(server.Application.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)));
        Assert.Null(server.Application.Services.GetService(typeof(OpenTelemetry.Metrics.MeterProvider)));
    }

    private async Task<Dictionary<string, string>> SettingsAsync(string store, TemporaryDirectory directory, Collector collector)
    {
        Dictionary<string, string> settings = new()
        {
            ["Benchmarking__Listen"] = "http://127.0.0.1:0",
            ["Benchmarking__Store"] = store,
            ["Benchmarking__DataDirectory"] = directory.Path,
            ["Benchmarking__DrainSeconds"] = "0",
            ["Benchmarking__Telemetry__OtlpEndpoint"] = collector.Url,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Benchmarking"] = "Trace",
            ["Logging__LogLevel__Grpc.AspNetCore.Server.ServerCallHandler"] = "Trace",
            ["Logging__Console__LogLevel__Grpc.AspNetCore.Server.ServerCallHandler"] = "Trace",
        };
        if (store == "postgres")
        {
            settings["Benchmarking__ConnectionString"] = await postgres.CreateStoreAsync();
            settings["Benchmarking__SiloPort"] = "0";
        }
        return settings;
    }

    private async Task RunAsync(GrpcChannel channel, Api steward)
    {
        await steward.ImportOrganisationsAsync(Enumerable.Range(0, Members).Select(i => new Organisation { Name = $"organisations/t{i}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        await steward.OpenAsync("2025");
        ImportResult imported = await steward.ImportReturnsAsync("2025", Figures.Select((figure, i) => new ImportLine
        {
            Line = i + 1,
            Organisation = $"t{i}",
            Measure = "spd-01",
            Stage = "delivered",
            Numerator = $"{figure}",
            Denominator = $"{figure * 2}",
            Note = Note,
            Contract = Contract,
        }));
        Assert.Null(imported.Error);
        Api member = await MemberAsync(channel, steward);
        await member.Returns.SubmitReturnAsync(Submission());
        await member.Returns.GetReturnAsync(new() { Name = Submission().Name });
        await member.Returns.ValidateReturnAsync(new() { Name = Submission().Name, Lines = { Submission().Lines } });
        await steward.CutAsync("2025");
        Comparison(await member.Benchmarks.CompareAsync(new() { Organisation = "organisations/t3", Edition = "periods/2025" }));
        await steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/spd-01", Stage = Stage.Delivered });
    }

    private static async Task AskByJsonAsync(string url, string key)
    {
        using JsonCaller caller = new(url, key, HttpVersion.Version20);
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/v1/organisations/t3")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.GetAsync($"/v1/periods?{Typed}={Typed}")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync($"/v1/{Typed}")).Code);
    }

    // The caller's own figure is told to the caller, so that the search below looks for something that did go through the server.
    private static void Comparison(CompareResponse response) => Assert.Contains("0.5", response.ToString(), StringComparison.Ordinal);

    private async Task FailAsync(GrpcChannel channel, Api steward, string? directory)
    {
        Api member = await MemberAsync(channel, steward);
        SubmitReturnRequest wrong = Submission();
        wrong.Lines[0].Numerator = $"{Figures[3]}.{Figures[4]}x";
        await Assert.ThrowsAsync<RpcException>(() => member.Returns.SubmitReturnAsync(wrong).ResponseAsync);
        await Assert.ThrowsAsync<RpcException>(() => new Api(channel, Secret("bmk_0123456789abcdef_" + new string('q', 43))).Periods.ListPeriodsAsync(new()).ResponseAsync);
        await Assert.ThrowsAsync<RpcException>(() => new Api(channel, Secret("eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJl")).Periods.ListPeriodsAsync(new()).ResponseAsync);
        if (directory is null)
            return;
        using (BrokenStore.Refusing(directory, "return.v1"))
            await Assert.ThrowsAsync<RpcException>(() => member.Returns.SubmitReturnAsync(Submission()).ResponseAsync);
        using (BrokenStore.Refusing(directory, "vintage.v1"))
            await Assert.ThrowsAsync<RpcException>(() => steward.CutAsync("2025"));
    }

    private async Task<Api> MemberAsync(GrpcChannel channel, Api steward) =>
        new(channel, Secret((await steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = "organisations/t3" })).Secret));

    private static SubmitReturnRequest Submission()
    {
        ReturnLine line = Line("spd-01", $"{Figures[3]}", $"{Figures[3] * 2}", contract: Contract);
        line.Note = Note;
        return new() { Name = "organisations/t3/returns/2025", RequestId = Guid.NewGuid().ToString(), Reason = Reason, Lines = { line } };
    }

    // The secret of a key is its last part; the identifier before it is no secret.
    private string Secret(string key)
    {
        _secrets.Add(key.StartsWith("bmk_", StringComparison.Ordinal) ? key[(key.IndexOf('_', 4) + 1)..] : key);
        return key;
    }

    private IEnumerable<string> Forbidden()
    {
        string[] numbers = [.. Figures.SelectMany(figure => (int[])[figure, figure * 2]).SelectMany(Written)];
        return [.. numbers, .. _secrets, Note, Reason, Contract];
    }

    // As text with and without separators, and as the eight bytes of a double and of an integer of the wire.
    private static IEnumerable<string> Written(int figure) =>
    [
        figure.ToString(CultureInfo.InvariantCulture),
        figure.ToString("N0", CultureInfo.InvariantCulture),
        Encoding.Latin1.GetString(BitConverter.GetBytes((double)figure)),
        Encoding.Latin1.GetString(BitConverter.GetBytes((long)figure)),
    ];
}
