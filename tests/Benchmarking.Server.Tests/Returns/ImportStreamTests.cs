using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Returns;

/// <summary>Streams that are too long, too large, empty or broken off: refused in a word, with nothing stored.</summary>
public sealed class ImportStreamTests(ImportStreamTests.Fixture fixture) : IClassFixture<ImportStreamTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override async Task PrepareAsync()
        {
            await Steward.OpenAsync("2025");
            await Steward.OpenAsync("2024");
            await Steward.AddOrganisationAsync("stream");
            await Steward.AddOrganisationAsync("stream-2");
        }
    }

    [Fact]
    public async Task More_than_half_a_million_lines_are_refused()
    {
        ImportLine line = Line("stream", 2);
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", Enumerable.Repeat(line, 500_001));
        // Split within an organisation, the second part would take the first one's place.
        Assert.Contains("never within one", Refused.Of(result.Error).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES").Remedy, StringComparison.Ordinal);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task More_than_a_thousand_lines_in_a_message_are_refused()
    {
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", Enumerable.Range(2, 1_001).Select(i => Line("stream", i)), inMessage: 1_001);
        Refused.Of(result.Error).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task More_than_two_thousand_lines_of_one_return_are_refused()
    {
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", Enumerable.Range(2, 2_001).Select(i => Line("stream", i, contract: $"c{i}")));
        Refused.Of(result.Error).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task A_message_above_4_MB_is_refused_and_the_server_serves_on()
    {
        ImportLine large = Line("stream", 2);
        large.Note = new string('a', 4 * 1024 * 1024);
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", [large]);
        Assert.Equal(StatusCode.ResourceExhausted, result.Error?.StatusCode);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task An_empty_stream_is_refused()
    {
        ImportResult noMessage = await fixture.Steward.ImportReturnsAsync("2025", []);
        Refused.Of(noMessage.Error).Is(StatusCode.InvalidArgument, "NOTHING_TO_DO");
        using AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> call = fixture.Steward.Returns.ImportReturns();
        await call.RequestStream.WriteAsync(new() { Period = "periods/2025" });
        await call.RequestStream.CompleteAsync();
        Refused noLine = await Refused.ByAsync(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        noLine.Is(StatusCode.InvalidArgument, "NOTHING_TO_DO");
        Assert.Equal(StatusCode.InvalidArgument, Refused.Of(await EmptyAsync(() => fixture.Steward.ImportOrganisationsAsync([]))).Code);
        Assert.Equal(StatusCode.InvalidArgument, Refused.Of(await EmptyAsync(() => fixture.Steward.ImportMeasuresAsync())).Code);
    }

    [Theory]
    [InlineData("", StatusCode.InvalidArgument, "FIELD_REQUIRED")]
    [InlineData("25/26", StatusCode.InvalidArgument, "PERIOD_MALFORMED")]
    [InlineData("2025-27", StatusCode.InvalidArgument, "PERIOD_MALFORMED")]
    [InlineData("2031", StatusCode.NotFound, "PERIOD_UNKNOWN")]
    public async Task An_import_into_a_period_that_is_not_there_is_refused(string period, StatusCode code, string reason)
    {
        using AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> call = fixture.Steward.Returns.ImportReturns();
        await call.RequestStream.WriteAsync(new() { Period = period, Lines = { Line("stream", 2) } });
        await call.RequestStream.CompleteAsync();
        (await Refused.ByAsync(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).Is(code, reason);
    }

    [Fact]
    public async Task A_stream_cancelled_half_way_stores_nothing()
    {
        using (CancellationTokenSource cancellation = new())
        {
            using AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> call = fixture.Steward.Returns.ImportReturns(cancellationToken: cancellation.Token);
            await call.RequestStream.WriteAsync(new() { Period = "periods/2025", Lines = { Line("stream", 2) } });
            await call.RequestStream.WriteAsync(new() { Lines = { Line("stream-2", 3) } });
            await cancellation.CancelAsync();
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
        }
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task Two_spellings_of_an_organisation_are_one_return()
    {
        ImportLine second = Line("organisations/stream", 3);
        second.Measure = "measures/spd-02";
        string requestId = Guid.NewGuid().ToString();
        for (int repetition = 0; repetition < 2; repetition++)
        {
            ImportResult result = await fixture.Steward.ImportReturnsAsync("2024", [Line("stream", 2), second], requestId);
            Assert.Null(result.Error);
            Assert.Equal([(2L, 1), (3L, 1)], result.Stored.Select(stored => (stored.Line, stored.Revision)).Order());
        }
        Api member = await fixture.Server.SignInAsync(Role.Contributor, "organisations/stream");
        Return stored = await member.Returns.GetReturnAsync(new() { Name = "organisations/stream/returns/2024" });
        Assert.Equal(["measures/spd-01", "measures/spd-02"], stored.Lines.Select(line => line.Measure).Order());
        Assert.Equal(1, stored.Revision);
    }

    private static ImportLine Line(string organisation, long line, string contract = "") =>
        new() { Line = line, Organisation = organisation, Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "2", Contract = contract };

    private static async Task<RpcException> EmptyAsync(Func<Task> import) => await Assert.ThrowsAsync<RpcException>(import);

    private async Task NothingIsStoredAsync() =>
        (await Refused.ByAsync(() => fixture.Steward.CutAsync("2025"))).Is(StatusCode.FailedPrecondition, "NOTHING_TO_CUT");
}
