using Apache.Arrow;
using Apache.Arrow.Flight;
using Apache.Arrow.Types;
using Benchmarking.Arrow;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Flight;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Queries;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>Arrow Flight: the rows of queries and of whole editions.</summary>
public sealed class FlightTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private static readonly QueryRequest Varied = Flights.Varied;

    [Fact]
    public async Task A_flight_brings_the_rows_of_its_query()
    {
        List<QueryRow> all = [];
        foreach (QueryRequest request in (QueryRequest[])[Varied, new() { Editions = { "periods/2025" } }, new() { Editions = { "periods/2025" }, Filter = "region != east AND region != west", Measures = { "measures/hrs" } },
            new() { Editions = { "periods/2024" }, GroupBy = { "sector", "region", "size_band_homes" } }])
        {
            List<QueryRow> rows = await fixture.RowsAsync(request);
            Flown flown = await fixture.Analyst.FlyAsync(Flights.Of(request));
            Assert.Equal(rows.Select(ArrowRow.Of), flown.Rows);
            Assert.Equal((rows.Count, true), (flown.Info.TotalRecords, flown.Info.Ordered));
            all.AddRange(rows);
        }
        // Every kind of row was among them.
        Assert.Superset(new HashSet<RowOutcome> { RowOutcome.Answered, RowOutcome.Withheld, RowOutcome.Refused }, all.Select(row => row.Outcome).ToHashSet());
        Assert.Contains(all, row => row.DerivedFrom.Count > 0);
        Assert.Contains(all, row => row.NearestPublished.Count > 0);
        Assert.Contains(all, row => row.Figure.Interval is not null);
    }

    [Fact]
    public async Task A_query_in_protobuf_is_that_in_JSON()
    {
        Flown json = await fixture.Analyst.FlyAsync(Flights.Of(Varied));
        Flown binary = await fixture.Analyst.FlyAsync(FlightDescriptor.CreateCommandDescriptor(Varied.ToByteArray()));
        Assert.Equal(json.Rows, binary.Rows);
        // A page is not looked at: endpoints are the pages.
        Assert.Equal(json.Rows, (await fixture.Analyst.FlyAsync(Flights.Of(new(Varied) { PageSize = 1, PageToken = "x" }))).Rows);
    }

    [Fact]
    public async Task A_path_brings_the_whole_edition()
    {
        Flown whole = await fixture.Analyst.FlyAsync(FlightDescriptor.CreatePathDescriptor("periods", "2025", "editions", "1"));
        Assert.Equal(whole.Rows, (await fixture.Analyst.FlyAsync(FlightDescriptor.CreatePathDescriptor("periods/2025/editions/1"))).Rows);
        ListCohortsResponse cohorts = await fixture.Analyst.Benchmarks.ListCohortsAsync(new() { Edition = "periods/2025", PageSize = 1_000 });
        // Two amounts and a percentage have seven statistics, a policy has one.
        Assert.Equal(cohorts.Cohorts.Count * (3 * 7 + 1), whole.Rows.Count);
        Assert.Equal(cohorts.Cohorts.Select(cohort => cohort.Cohort), whole.Rows.Select(row => row.Cohort).Distinct());
        Dictionary<string, ArrowRow> known = (await QueriedAsync()).ToDictionary(KeyOf);
        Assert.All(whole.Rows, row => Assert.Equal(known[KeyOf(row)], row));
        Assert.Equal(whole.Rows.Count, whole.Rows.Select(KeyOf).Distinct().Count());
    }

    [Fact]
    public async Task Columns_and_their_types_are_as_the_README_says()
    {
        Schema schema = await fixture.Analyst.Client().GetSchema(Flights.Of(Varied));
        string text = await File.ReadAllTextAsync(Path.Combine(House.Repository.Root.FullName, "src", "Benchmarking.Server", "Flight", "README.md"), TestContext.Current.CancellationToken);
        string[] rows = [.. text.Split("## Columns")[1].Split("\n##")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.Equal(schema.FieldsList.Select(field => $"| `{field.Name}` | {TypeOf(field)} |"), rows.Select(row => string.Join('|', row.Split('|')[..3]) + "|"));
        Flown flown = await fixture.Analyst.FlyAsync(Flights.Of(Varied));
        Assert.Equal(schema.FieldsList.Select(TypeOf), flown.Schema.FieldsList.Select(TypeOf));
        Assert.Equal(schema.FieldsList.Select(TypeOf), flown.Info.Schema.FieldsList.Select(TypeOf));
    }

    [Fact]
    public async Task Tickets_of_pages_of_any_size_together_bring_the_whole()
    {
        Caller caller = (await fixture.Server.Application.Services.GetRequiredService<KeyRing>().AuthenticateAsync(fixture.Analyst.Key))!;
        Tickets tickets = fixture.Server.Application.Services.GetRequiredService<Tickets>();
        List<ArrowRow> whole = (await fixture.Analyst.FlyAsync(Flights.Of(Varied))).Rows;
        foreach (int size in (int[])[7, 100, 100_000])
        {
            List<ArrowRow> rows = [];
            AskedRows page = new AskedRows(Varied, IsWhole: false).Page("", size);
            do
            {
                await fixture.Analyst.ReadAsync(new FlightTicket(tickets.Issue(caller, page)), rows);
                page = page.Page((await fixture.PageAsync(page.Query)).Next, size);
            }
            while (page.Query.PageToken.Length > 0);
            Assert.Equal(whole, rows);
        }
    }

    [Fact]
    public async Task A_large_flight_comes_in_several_batches_of_less_than_2_MB()
    {
        QueryRequest large = await fixture.LargeAsync();
        Assert.Equal((await fixture.RowsAsync(large)).Select(ArrowRow.Of), (await fixture.Analyst.FlyAsync(Flights.Of(large))).Rows);
        Marshaller<byte[]> bytes = Marshallers.Create(static (byte[] value) => value, static value => value);
        Method<byte[], byte[]> get = new(MethodType.ServerStreaming, FlightCalls.Find("DoGet").Service.FullName, "DoGet", bytes, bytes);
        // On the wire a ticket is what this is: bytes as the first field.
        byte[] ticket = new Google.Protobuf.WellKnownTypes.BytesValue { Value = await fixture.Analyst.TicketAsync(large) }.ToByteArray();
        using AsyncServerStreamingCall<byte[]> call = fixture.Analyst.Invoker.AsyncServerStreamingCall(get, null, default, ticket);
        List<byte[]> messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        // The schema, and after it more than one batch.
        Assert.InRange(messages.Count, 3, 100);
        Assert.All(messages, message => Assert.InRange(message.Length, 1, RowBatch.LargestBytes));
    }

    [Fact]
    public async Task Without_rows_there_is_the_schema_all_the_same()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.AddOrganisationAsync("o1", region: "north");
        await server.Steward.AddOrganisationAsync("o2", "housing-association", "south");
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", [new() { Line = 1, Organisation = "o1", Measure = "com-01", Stage = "delivered", Numerator = "5", Denominator = "1" }]);
        await server.Steward.CutAsync("2025");
        Flown flown = await server.Steward.FlyAsync(Flights.Of(new() { Editions = { "periods/2025" }, Filter = "sector = local-authority AND region = south", GroupBy = { "sector", "region" } }));
        Assert.Equal((0, 0L, 1), (flown.Rows.Count, flown.Info.TotalRecords, flown.Info.Endpoints.Count));
        Assert.Equal(flown.Info.Schema.FieldsList.Select(field => field.Name), flown.Schema.FieldsList.Select(field => field.Name));
        Assert.NotEmpty(flown.Schema.FieldsList);
    }

    [Fact]
    public async Task A_ticket_brings_the_edition_that_the_caller_was_told_of_until_that_is_withdrawn()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.AddOrganisationAsync("o1");
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", [new() { Line = 1, Organisation = "o1", Measure = "com-01", Stage = "delivered", Numerator = "5", Denominator = "1" }]);
        await server.Steward.CutAsync("2025");
        ByteString ticket = await server.Steward.TicketAsync(new() { Editions = { "periods/2025" } });
        await server.Steward.CutAsync("2025");
        List<ArrowRow> rows = [];
        await server.Steward.ReadAsync(new FlightTicket(ticket), rows);
        Assert.Equal("periods/2025/editions/1", Assert.Single(rows.Select(row => row.Edition).Distinct()));
        await server.Steward.Editions.WithdrawEditionAsync(new() { Name = "periods/2025/editions/1", Reason = "wrong unit" });
        (await server.Steward.RefusedAsync(ticket)).Is(StatusCode.FailedPrecondition, "EDITION_WITHDRAWN");
    }

    [Fact]
    public async Task What_Flight_has_besides_is_told_not_to_be_there()
    {
        (string Call, string Word)[] calls = [("Handshake", "authorization: Bearer"), ("ListFlights", "ListEditions"), ("PollFlightInfo", ""), ("DoPut", "ImportReturns"), ("DoExchange", "GetFlightInfo"), ("DoAction", "no actions")];
        foreach ((string call, string word) in calls)
        {
            Authorisation.RawAnswer answer = await Authorisation.RawCall.SendAsync(fixture.Analyst, FlightCalls.Find(call));
            Assert.Equal((call, StatusCode.Unimplemented), (call, answer.Code));
            Assert.Contains(word, answer.Everything, StringComparison.Ordinal);
        }
        using AsyncServerStreamingCall<FlightActionType> actions = fixture.Analyst.Client().ListActions();
        Assert.Empty(await actions.ResponseStream.ReadAllAsync().ToListAsync());
    }

    private async Task<IEnumerable<ArrowRow>> QueriedAsync()
    {
        string[] dimensions = ["sector", "region", "size_band_homes"];
        List<ArrowRow> rows = [];
        for (int set = 0; set < 8; set++)
        {
            QueryRequest request = new() { Editions = { "periods/2025" }, Stages = { Stage.Committed, Stage.Delivered, Stage.Unstaged } };
            request.GroupBy.AddRange(dimensions.Where((_, index) => (set >> index & 1) == 1));
            rows.AddRange((await fixture.RowsAsync(request)).Select(ArrowRow.Of));
        }
        return rows;
    }

    private static string KeyOf(ArrowRow row) => $"{row.Measure} {row.Stage} {row.Cohort} {row.Statistic}";

    private static string TypeOf(Field field) => (field.DataType switch
    {
        ListType list => $"list of {list.ValueDataType.Name}",
        var type => type.Name,
    }) + (field.IsNullable ? ", or null" : "");
}
