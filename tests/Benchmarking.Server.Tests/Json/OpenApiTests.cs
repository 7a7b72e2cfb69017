using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Web;
using Google.Api;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Benchmarking.Server.Tests.Json;

/// <summary>The OpenAPI document: valid as others' reader has it, whole, in the protos' words, and true of the server that serves it.</summary>
public sealed partial class OpenApiTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    // What stands for each part of an address, and for each parameter that must be given.
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["organisation"] = "c01",
        ["period"] = "2025-26",
        ["edition"] = "1",
        ["measure"] = "spd-01",
        ["release"] = PagesFixture.Release,
        ["revision"] = "1",
        ["?edition"] = "edition=periods/2025-26",
        ["?editions"] = "editions=periods/2025-26&editions=periods/2024-25",
        ["?measure"] = "measure=measures/spd-01",
        ["?measures"] = "measures=measures/spd-01&measures=measures/emp-01",
        ["?cohorts"] = "cohorts=all&cohorts=region%3Dsouth",
        ["?format"] = "format=DOWNLOAD_FORMAT_CSV",
    };

    [Fact]
    public async Task It_is_valid_and_anyone_may_have_it()
    {
        JsonAnswered answer = await DocumentAsync();
        Assert.Equal("application/json; charset=utf-8", answer.Headers["content-type"]);
        ReadResult read = OpenApiDocument.Parse(answer.Text, "json");
        Assert.Empty(read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"));
        Assert.Equal("Benchmarking", read.Document!.Info.Title);
    }

    [Fact]
    public async Task It_has_every_address_of_every_call()
    {
        IEnumerable<string> expected = PermissionTests.Calls.Select(call => call.GetOptions()?.GetExtension(AnnotationsExtensions.Http)).OfType<HttpRule>()
            .SelectMany(rule => rule.AdditionalBindings.Prepend(rule)).Select(rule => JsonCaller.AddressOf(rule)).Select(address => $"{address.Method} {Form().Replace(address.Template, "${form}").Replace("*", "{}", StringComparison.Ordinal)}");
        JsonElement document = JsonDocument.Parse((await DocumentAsync()).Text).RootElement;
        Assert.Equal(expected.Order(StringComparer.Ordinal), Operations(document).Select(operation => $"{operation.Verb.ToUpperInvariant()} {Part().Replace(operation.Path, "{}")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_parameter_and_member_is_described_in_the_protos_words()
    {
        JsonElement document = JsonDocument.Parse((await DocumentAsync()).Text).RootElement;
        Assert.All(Operations(document), operation =>
        {
            Assert.NotEmpty(operation.Json.GetProperty("description").GetString()!);
            Assert.All(operation.Json.GetProperty("parameters").EnumerateArray(), parameter => Assert.NotEmpty(parameter.GetProperty("description").GetString()!));
        });
        Assert.All(document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Value.TryGetProperty("properties", out _) && schema.Name != "Status"),
            schema => Assert.All(schema.Value.GetProperty("properties").EnumerateObject(), member => Assert.NotEmpty(member.Value.GetProperty("description").GetString()!)));
        JsonElement benchmark = Operations(document).Single(operation => operation.Json.GetProperty("operationId").GetString() == "GetBenchmark").Json;
        Assert.Equal("A cohort's figures on one measure. Every role.", benchmark.GetProperty("description").GetString());
        Assert.Equal("A cohort's figures on one measure", benchmark.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Every_address_that_is_read_answers_as_it_says()
    {
        JsonElement document = JsonDocument.Parse((await DocumentAsync()).Text).RootElement;
        (string Path, string Verb, JsonElement Json)[] reading = [.. Operations(document).Where(operation => operation.Verb == "get")];
        Assert.True(reading.Length > 30);
        foreach ((string path, _, JsonElement operation) in reading)
        {
            string call = $"{operation.GetProperty("tags")[0].GetString()}/{operation.GetProperty("operationId").GetString()!.TrimEnd('2')}";
            string key = fixture.KeyFor(call);
            using JsonCaller caller = new(fixture.Url, key);
            IEnumerable<string> query = operation.GetProperty("parameters").EnumerateArray()
                .Where(parameter => parameter.GetProperty("in").GetString() == "query" && parameter.TryGetProperty("required", out JsonElement required) && required.GetBoolean())
                .Select(parameter => Samples[$"?{parameter.GetProperty("name").GetString()}"]);
            string address = $"{Part().Replace(path, part => SampleOf(part.Groups["name"].Value, path, key))}?{string.Join('&', query)}";
            JsonAnswered answer = await caller.GetAsync(address);
            Assert.True(answer.Code == HttpStatusCode.OK, $"{address}: {answer.Text}");
            JsonElement schema = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            string[] members = [.. document.GetProperty("components").GetProperty("schemas").GetProperty(schema.GetProperty("$ref").GetString()!.Split('/')[^1]).GetProperty("properties").EnumerateObject().Select(member => member.Name)];
            Assert.All(answer.Lines, line => Assert.Empty(JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name).Except(members)));
        }
    }

    private static string SampleOf(string name, string path, string key) => name switch
    {
        "release" when path.EndsWith(":draft", StringComparison.Ordinal) || path.EndsWith(":preview", StringComparison.Ordinal) => PagesFixture.Drafted,
        // A key's identifier is its middle.
        "key" => key.Split('_')[1],
        _ => Samples[name],
    };

    private Task<JsonAnswered> DocumentAsync() => new JsonCaller(fixture.Url, "").GetAsync("/openapi/v1.json");

    private static IEnumerable<(string Path, string Verb, JsonElement Json)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)));

    [GeneratedRegex(@"\{[a-z_.]+=(?<form>[^}]+)\}")]
    private static partial Regex Form();

    [GeneratedRegex(@"\{(?<name>[^}]+)\}")]
    private static partial Regex Part();
}
