using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Tests.Json;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Fuzz;

/// <summary>
/// Every call by JSON with requests that nobody means well by, whole and broken: the answer is one of the codes that say what to do, and JSON. A
/// million requests when BENCHMARKING_LONG is set.
/// </summary>
public sealed class JsonFuzzTests(RpcFuzzTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<RpcFuzzTests.Fixture>
{
    private static readonly int Requests = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BENCHMARKING_LONG")) ? 4_000 : 1_000_000;
    // A steward's request may withdraw the contributor's organisation, and its keys with it: they hold no longer.
    private static readonly HttpStatusCode[] Allowed =
        [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.Conflict];

    [Fact]
    public async Task Whatever_is_sent_as_JSON_the_platform_does_not_fail()
    {
        int seed = Random.Shared.Next();
        MethodDescriptor[] calls = [.. Permissions.Services.SelectMany(service => service.Methods).Where(call => call.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not null)];
        using JsonCaller steward = new(fixture.Server.Url, fixture.Steward.Key, HttpVersion.Version20), contributor = new(fixture.Server.Url, fixture.Contributor.Key, HttpVersion.Version20);
        ConcurrentDictionary<HttpStatusCode, int> codes = new();
        FuzzProgress progress = new(Requests);
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (index, _) =>
        {
            MethodDescriptor call = calls[index % calls.Length];
            IMessage request = new RandomMessages(seed + index).Next(call.InputType);
            JsonAnswered? answer = await SendAsync(index / calls.Length % 2 == 0 ? steward : contributor, call, request, new Random(seed + index));
            progress.Add();
            if (answer is null)
                return;
            codes.AddOrUpdate(answer.Code, 1, (_, count) => count + 1);
            Assert.True(Allowed.Contains(answer.Code) || (request.CalculateSize() > 1_000_000 && answer.Code == HttpStatusCode.TooManyRequests),
                $"seed {seed}, request {index}, {call.FullName}: {answer.Code} {answer.Text}\n{request}");
            // What is no address HTTP itself refuses, without a word.
            Assert.True(answer.Code == HttpStatusCode.OK || answer.Text.Length == 0 || answer.Status.Message.Length > 0, $"seed {seed}, request {index}, {call.FullName}: {answer.Text}");
        });
        output.WriteLine($"seed {seed}: {string.Join(", ", codes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.True(codes.ContainsKey(HttpStatusCode.OK) && codes.ContainsKey(HttpStatusCode.BadRequest) && codes.ContainsKey(HttpStatusCode.NotFound));
        Assert.Equal("organisations/f2", (await fixture.Steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/f2" })).Name);
    }

    private static async Task<JsonAnswered?> SendAsync(JsonCaller caller, MethodDescriptor call, IMessage request, Random random)
    {
        try
        {
            JsonCaller.Request made = JsonCaller.RequestOf(call, request);
            if (made.Body is { Length: > 0 } body && random.Next(4) == 0)
                made = made with { Body = Broken(body, random) };
            // Longer than a line of HTTP may be is for HTTP to refuse.
            return made.Address.Length > 8_000 ? null : await caller.SendAsync(made.Method, made.Address, made.Body);
        }
        catch (InvalidOperationException)
        {
            // A time that JSON has no words for.
            return null;
        }
        catch (HttpRequestException) when (JsonCaller.RequestOf(call, request).Address.Contains("%00", StringComparison.Ordinal))
        {
            // Kestrel takes no address with a zero in it, and says so as HTTP/2 does.
            return null;
        }
    }

    private static string Broken(string body, Random random)
    {
        StringBuilder broken = new(body);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            broken[random.Next(broken.Length)] = "{}[]\",:0eE-.\\x\u0001é"[random.Next(16)];
        return broken.ToString();
    }
}
