using System.Text;
using Apache.Arrow.Flight;
using Apache.Arrow.Flight.Client;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Flight;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Queries;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>Descriptors and tickets that nobody means well by: a clear word for each, and nobody else notices.</summary>
public sealed class HostileFlightTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private static readonly QueryRequest Query = new() { Editions = { "periods/2025" } };

    public static TheoryData<string, string, string> Commands => new()
    {
        { "nothing", "", "FIELD_REQUIRED" },
        { "a brace", "{", "MESSAGE_MALFORMED" },
        { "JSON of nothing", "{}", "FIELD_REQUIRED" },
        { "a field that there is not", """{"editions":["periods/2025"],"filtre":"sector = x"}""", "MESSAGE_MALFORMED" },
        { "a field of another type", """{"editions":"periods/2025"}""", "MESSAGE_MALFORMED" },
        { "two queries", """{"editions":["periods/2025"]}{"editions":["periods/2024"]}""", "MESSAGE_MALFORMED" },
        { "half a letter", "{\"editions\":[\"\\ud800\"]}", "MESSAGE_MALFORMED" },
        { "a statement", "SELECT * FROM figures", "MESSAGE_MALFORMED" },
        { "a filter of a megabyte", $$"""{"editions":["periods/2025"],"filter":"{{new string('(', 1_000_000)}}"}""", "TEXT_TOO_LONG" },
        { "a megabyte of braces", new string('{', 1_000_000), "MESSAGE_MALFORMED" },
        { "a megabyte of brackets", "{\"editions\":" + new string('[', 1_000_000), "MESSAGE_MALFORMED" },
        { "an edition that there is not", """{"editions":["periods/2025/editions/9"]}""", "EDITION_UNKNOWN" },
        { "a filter with a mistake", """{"editions":["periods/2025"],"filter":"sectr = x"}""", "COHORT_UNKNOWN" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_hostile_command_is_refused_in_few_words(string what, string command, string reason)
    {
        Refused refused = await fixture.Analyst.RefusedAsync(FlightDescriptor.CreateCommandDescriptor(command));
        Assert.Equal((what, reason), (what, refused.Reason));
        Assert.InRange(refused.Bytes.Length, 1, 6_000);
    }

    [Theory]
    [InlineData("IDENTIFIER_MALFORMED", "")]
    [InlineData("IDENTIFIER_MALFORMED", "editions", "1")]
    [InlineData("IDENTIFIER_MALFORMED", "periods", "2025", "editions", "1", "figures")]
    [InlineData("IDENTIFIER_MALFORMED", "periods", "2025", "editions", "one")]
    [InlineData("IDENTIFIER_MALFORMED", "periods", "../../2025")]
    [InlineData("EDITION_UNKNOWN", "periods", "2025", "editions", "9")]
    public async Task A_path_that_is_no_edition_is_refused(string reason, params string[] path) =>
        Assert.Equal(reason, (await fixture.Analyst.RefusedAsync(FlightDescriptor.CreatePathDescriptor(path))).Reason);

    [Fact]
    public async Task A_path_of_very_many_parts_is_refused() =>
        (await fixture.Analyst.RefusedAsync(FlightDescriptor.CreatePathDescriptor([.. Enumerable.Repeat("periods", 200_000)]))).Is(StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED");

    [Fact]
    public async Task Bytes_by_chance_are_refused_as_what_they_are()
    {
        Random random = new(20261126);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            Refused command = await fixture.Analyst.RefusedAsync(FlightDescriptor.CreateCommandDescriptor(bytes));
            Assert.Equal(StatusCode.InvalidArgument, command.Code);
            (await fixture.Analyst.RefusedAsync(ByteString.CopyFrom(bytes))).Is(StatusCode.InvalidArgument, "TICKET_INVALID");
        }
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x08, 0x03 })]
    [InlineData(new byte[] { 0x08, 0x4D, 0x12, 0x02, 0x7B, 0x7D })]
    public async Task A_descriptor_of_no_type_is_refused(byte[] descriptor)
    {
        foreach (string call in (string[])["GetFlightInfo", "GetSchema"])
        {
            RawAnswer answer = await RawCall.SendAsync(fixture.Analyst, FlightCalls.Find(call), FlightCalls.Find(call).InputType.Parser.ParseFrom(descriptor));
            Assert.Equal((StatusCode.InvalidArgument, "MESSAGE_MALFORMED"), (answer.Code, answer.Reason));
        }
    }

    [Fact]
    public async Task A_descriptor_above_the_largest_message_is_refused() =>
        (await Refused.ByAsync(fixture.Analyst.Client().GetInfo(FlightDescriptor.CreateCommandDescriptor(new byte[5_000_000])))).Is(StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE");

    [Fact]
    public async Task What_a_query_has_besides_does_not_travel_in_its_ticket()
    {
        // A field that there is not, of a megabyte.
        byte[] command = [.. Query.ToByteArray(), 0xFA, 0x3F, 0xC0, 0x84, 0x3D, .. new byte[1_000_000]];
        FlightInfo info = await fixture.Analyst.Client().GetInfo(FlightDescriptor.CreateCommandDescriptor(command));
        Assert.InRange(info.Endpoints[0].Ticket.Ticket.Length, 50, 1_000);
    }

    [Fact]
    public async Task A_ticket_is_of_its_caller_and_of_no_other()
    {
        ByteString ticket = await fixture.Analyst.TicketAsync(Query);
        Api other = await fixture.Server.SignInAsync(V1.Role.Analyst);
        foreach (Api caller in (Api[])[other, fixture.Steward])
            (await caller.RefusedAsync(ticket)).Is(StatusCode.InvalidArgument, "TICKET_INVALID");
        Assert.Contains("GetFlightInfo", (await other.RefusedAsync(ticket)).Remedy, StringComparison.Ordinal);
        (await fixture.Server.Anonymous.RefusedAsync(ticket)).Is(StatusCode.Unauthenticated, "KEY_INVALID");
        // It holds for whom it was made, as often as wanted.
        foreach (int _ in (int[])[1, 2])
            await fixture.Analyst.ReadAsync(new FlightTicket(ticket), []);
    }

    [Fact]
    public async Task A_ticket_that_was_changed_is_none()
    {
        byte[] ticket = (await fixture.Analyst.TicketAsync(Query)).ToByteArray();
        string word = (await fixture.Analyst.RefusedAsync(ByteString.Empty)).Is(StatusCode.InvalidArgument, "TICKET_INVALID").Message;
        for (int at = 0; at < ticket.Length; at += 7)
        {
            byte[] changed = [.. ticket];
            changed[at] ^= 0x10;
            // Which of all that it is is nobody's business.
            Assert.Equal(word, (await fixture.Analyst.RefusedAsync(ByteString.CopyFrom(changed))).Message);
        }
        byte[][] others = [ticket[..^1], [.. ticket, 0], new byte[1_000_000], Encoding.UTF8.GetBytes("""{"editions":["periods/2025"]}"""), Query.ToByteArray()];
        foreach (byte[] other in others)
            Assert.Equal(word, (await fixture.Analyst.RefusedAsync(ByteString.CopyFrom(other))).Message);
    }

    [Fact]
    public async Task A_ticket_holds_for_an_hour()
    {
        ByteString ticket = await fixture.Analyst.TicketAsync(Query);
        fixture.Server.Clock.Advance(Tickets.Life - TimeSpan.FromSeconds(1));
        await fixture.Analyst.ReadAsync(new FlightTicket(ticket), []);
        fixture.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        Refused refused = (await fixture.Analyst.RefusedAsync(ticket)).Is(StatusCode.FailedPrecondition, "TICKET_EXPIRED");
        Assert.Contains("GetFlightInfo", refused.Remedy, StringComparison.Ordinal);
        await fixture.Analyst.ReadAsync(new FlightTicket(await fixture.Analyst.TicketAsync(Query)), []);
    }

    [Fact]
    public async Task A_ticket_whose_rows_are_others_by_now_is_refused()
    {
        Caller caller = (await fixture.Server.Application.Services.GetRequiredService<KeyRing>().AuthenticateAsync(fixture.Analyst.Key))!;
        string token = (await fixture.PageAsync(new(Query) { PageSize = 1 })).Next;
        AskedRows changed = new AskedRows(new(Query) { Filter = "region = north" }, IsWhole: false).Page(token, 1);
        ByteString ticket = fixture.Server.Application.Services.GetRequiredService<Tickets>().Issue(caller, changed);
        (await fixture.Analyst.RefusedAsync(ticket)).Is(StatusCode.FailedPrecondition, "TICKET_EXPIRED");
    }

    [Fact]
    public async Task A_ticket_is_of_no_use_once_its_key_has_ended()
    {
        IssueKeyResponse issued = await fixture.Steward.Keys.IssueKeyAsync(new() { Role = V1.Role.Analyst });
        Api analyst = fixture.Server.With(issued.Secret);
        ByteString ticket = await analyst.TicketAsync(Query);
        await fixture.Steward.Keys.RevokeKeyAsync(new() { Name = issued.Key.Name });
        (await analyst.RefusedAsync(ticket)).Is(StatusCode.Unauthenticated, "KEY_INVALID");
        (await fixture.Analyst.RefusedAsync(ticket)).Is(StatusCode.InvalidArgument, "TICKET_INVALID");
    }

    [Fact]
    public async Task A_flight_whose_reader_goes_away_gives_its_place_back()
    {
        await using TestServer server = await TestServer.StartWithAsync("--Benchmarking:Limits:StreamsAtOnce", "1");
        await server.Steward.AddOrganisationAsync("o1");
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", [new() { Line = 1, Organisation = "o1", Measure = "com-01", Stage = "delivered", Numerator = "5", Denominator = "1" }]);
        await server.Steward.CutAsync("2025");
        FlightTicket ticket = new(await server.Steward.TicketAsync(Query));
        for (int i = 0; i < 20; i++)
        {
            bool isAnswered = false;
            while (!isAnswered)
            {
                using FlightRecordBatchStreamingCall call = server.Steward.Client().GetStream(ticket);
                try
                {
                    isAnswered = await call.ResponseStream.Schema is not null;
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
                {
                    // The one before has not quite gone.
                }
            }
        }
    }

    [Fact]
    public async Task Readers_who_do_not_read_hold_nobody_up()
    {
        FlightTicket ticket = new((await fixture.Analyst.Client().GetInfo(FlightDescriptor.CreatePathDescriptor("periods", "2025", "editions", "1"))).Endpoints[0].Ticket.Ticket);
        List<FlightRecordBatchStreamingCall> unread = [.. Enumerable.Range(0, 8).Select(_ => fixture.Analyst.Client().GetStream(ticket))];
        try
        {
            await Task.WhenAll(unread.Select(call => call.ResponseHeadersAsync));
            for (int i = 0; i < 50; i++)
                Assert.True((await fixture.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/pct" })).HasN);
            List<ArrowRow> rows = [];
            await fixture.Analyst.ReadAsync(ticket, rows);
            Assert.NotEmpty(rows);
        }
        finally
        {
            unread.ForEach(call => call.Dispose());
        }
    }
}
