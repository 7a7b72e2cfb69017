using System.Net;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Limits;
using Benchmarking.Server.Tests.Web;

namespace Benchmarking.Server.Tests.Json;

/// <summary>What nobody means well by, by JSON: each is refused in the platform's own words, before anything is done, and the server serves on.</summary>
public sealed class HostileJsonTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string Submit = "/v1/organisations/c01/returns/2025-26:submit";
    private const string Benchmark = "/v1/periods/2025-26:benchmark?measure=measures/spd-01";

    public static TheoryData<string> Bodies =>
    [
        "", "null", "[]", "7", "\"text\"", "{", "{}}", "{ \"lines\": 7 }", "{ \"lines\": [ [] ] }", "{ \"lines\": [ null ] }", "{ \"lines\": { } }",
        "{ \"line\": [] }", "{ \"lines\": [ { \"measur\": \"measures/spd-01\" } ] }", "{ \"lines\": [ { \"stage\": \"STAGE_NONE\" } ] }", "{ \"lines\": [ { \"numerator\": { } } ] }",
        "{ \"__proto__\": { } }", "{ \"@type\": \"type.googleapis.com/benchmarking.v1.Key\" }", "{ 'lines': [] }", "{ \"reason\": \"\\uD800\" }", "// {}", "{ \"requestId\": 1e400 }",
        string.Concat(Enumerable.Repeat("{\"lines\":[", 5_000)), new string('[', 100_000), "{ \"lines\": [ " + string.Concat(Enumerable.Repeat("{\"note\":", 200)),
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey);
        JsonAnswered refused = await member.SendAsync(HttpMethod.Post, Submit, body);
        IsMalformed(refused);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/grpc")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("")]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused(string contentType)
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey);
        IsMalformed(await member.SendAsync(HttpMethod.Post, Submit, "{}", contentType));
    }

    [Theory]
    [InlineData("&cohrt=all", "cohrt")]
    [InlineData("&cohort.x=all", "cohort.x")]
    [InlineData("&=all", "")]
    [InlineData("&$where=1", "$where")]
    public async Task A_parameter_that_the_call_has_not_is_refused(string more, string name)
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey);
        JsonAnswered refused = await member.GetAsync(Benchmark + more);
        IsMalformed(refused);
        Assert.Contains($"no parameter \"{name}\"", refused.Status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&stage=STAGE_NONE")]
    [InlineData("&stage=DELIVERED")]
    [InlineData("&cohort=all&cohort=region%3Dsouth")]
    public async Task A_parameter_that_cannot_be_read_is_refused_without_a_word_of_the_inside(string more)
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey);
        IsMalformed(await member.GetAsync(Benchmark + more));
    }

    [Theory]
    [InlineData("/v1/periods/2025-26/editions/99999999999999999999")]
    [InlineData("/v1/periods/..%2f..%2fetc%2fpasswd")]
    [InlineData("/v1/organisations/c02/returns/2025-26")]
    [InlineData("/v1/organisations/c01%2freturns%2f2025-26")]
    [InlineData("/v1/periods/%00")]
    [InlineData("/v1/periods/2025-26:benchmark?measure=%27%3B%20DROP%20TABLE")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/periods/2025-26:nothing")]
    [InlineData("/v1/periods?page_size=x")]
    [InlineData("/v1/periods?page_token=x")]
    public async Task An_address_of_nothing_is_refused_as_JSON(string address)
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey);
        JsonAnswered refused = await member.GetAsync(address);
        Assert.InRange((int)refused.Code, 400, 404);
        if (refused.Text.Length > 0)
            Assert.True(refused.Status.Message.Length > 0 && !refused.Text.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_largest_message_is_refused(bool isChunked)
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey, isChunked ? HttpVersion.Version11 : null);
        byte[] body = System.Text.Encoding.UTF8.GetBytes($$"""{ "reason": "{{new string('x', 5 * 1024 * 1024)}}" }""");
        using HttpContent content = isChunked ? new PacedContent((stream, cancellation) => stream.WriteAsync(body, cancellation).AsTask()) : new ByteArrayContent(body);
        try
        {
            JsonAnswered refused = await member.SendAsync(HttpMethod.Post, Submit, content, "application/json");
            Assert.Equal((HttpStatusCode.TooManyRequests, "MESSAGE_TOO_LARGE"), (refused.Code, refused.Reason));
            Assert.False(refused.Headers.ContainsKey("retry-after"));
        }
        catch (HttpRequestException)
        {
            // Kestrel closed the connection while it was being sent; the answer may then be lost on the way.
        }
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/v1/periods")).Code);
    }

    [Fact]
    public async Task An_address_in_other_letters_is_met_by_the_same_checks()
    {
        using JsonCaller stranger = new(fixture.Url, "");
        JsonAnswered refused = await stranger.GetAsync("/V1/Periods");
        Assert.Equal((HttpStatusCode.Unauthorized, "KEY_INVALID", "no-store"), (refused.Code, refused.Reason, refused.Headers["cache-control"]));
    }

    [Fact]
    public async Task A_stranger_is_refused_before_what_it_sends_is_looked_at()
    {
        using JsonCaller stranger = new(fixture.Url, "");
        JsonAnswered refused = await stranger.SendAsync(HttpMethod.Post, Submit, "{", "text/plain");
        Assert.Equal((HttpStatusCode.Unauthorized, "KEY_INVALID"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Whoever_calls_too_much_is_told_when_to_try_again()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync(LimitTests.Settings("CallsPerSecond", "1", "CallsInBurst", "2"));
        using JsonCaller steward = new(server.PagesUrl, server.Steward.Key);
        JsonAnswered answer = await steward.GetAsync("/v1/periods");
        for (int calls = 0; calls < 50 && answer.Code == HttpStatusCode.OK; calls++)
            answer = await steward.GetAsync("/v1/periods");
        Assert.Equal((HttpStatusCode.TooManyRequests, "RATE_LIMITED"), (answer.Code, answer.Reason));
        Assert.True(int.Parse(answer.Headers["retry-after"], System.Globalization.CultureInfo.InvariantCulture) >= 1);
    }

    private static void IsMalformed(JsonAnswered refused)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "MESSAGE_MALFORMED"), (refused.Code, refused.Reason));
        Assert.DoesNotContain("Exception", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refused.Text, StringComparison.Ordinal);
    }
}
