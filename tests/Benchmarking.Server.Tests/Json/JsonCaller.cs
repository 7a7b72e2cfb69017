using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Benchmarking.Server.Json;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace Benchmarking.Server.Tests.Json;

/// <summary>What came of a call by JSON.</summary>
/// <param name="Code">HTTP's status code.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers, those of the body with them.</param>
public sealed record JsonAnswered(HttpStatusCode Code, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The refusal; it must be one.</summary>
    public Google.Rpc.Status Status => new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(JsonAnswer.Details)).Parse<Google.Rpc.Status>(Text);

    /// <summary>Why it was refused; empty when it was not.</summary>
    public string Reason => Code == HttpStatusCode.OK ? "" : Status.GetDetail<ErrorInfo>()?.Reason ?? "";

    /// <summary>The lines of a stream.</summary>
    public IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Makes calls by JSON as a program would that knows nothing of gRPC: by the <c>google.api.http</c> rules.</summary>
public sealed partial class JsonCaller(string url, string key, Version? version = null) : IDisposable
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(url) };

    /// <summary>A request of HTTP.</summary>
    public sealed record Request(HttpMethod Method, string Address, string? Body);

    /// <summary>Makes any call of the platform by its descriptor, at its first address.</summary>
    public Task<JsonAnswered> SendAsync(MethodDescriptor call, IMessage? request = null)
    {
        Request made = RequestOf(call, request);
        return SendAsync(made.Method, made.Address, made.Body);
    }

    /// <summary>What makes a call, by its first rule.</summary>
    public static Request RequestOf(MethodDescriptor call, IMessage? request = null)
    {
        HttpRule rule = call.GetOptions().GetExtension(AnnotationsExtensions.Http);
        JsonElement json = JsonDocument.Parse(Formatter.Format(request ?? call.InputType.Parser.ParseFrom([]))).RootElement;
        HashSet<string> taken = [rule.Body];
        (HttpMethod method, string template) = AddressOf(rule);
        string path = Variable().Replace(template, match =>
        {
            taken.Add(match.Groups["field"].Value);
            return TextOf(json, match.Groups["field"].Value) is { Length: > 0 } value ? Uri.EscapeDataString(value).Replace("%2F", "/", StringComparison.Ordinal) : match.Groups["form"].Value.Replace('*', '-');
        });
        string? body = rule.Body switch
        {
            "" => null,
            "*" => json.GetRawText(),
            _ => json.TryGetProperty(NameOf(rule.Body), out JsonElement part) ? part.GetRawText() : "{}",
        };
        string query = rule.Body == "*" ? "" : string.Join('&', json.EnumerateObject().Where(property => !taken.Contains(property.Name) && !taken.Any(name => NameOf(name) == property.Name)).SelectMany(Parameters));
        return new(method, query.Length > 0 ? $"{path}?{query}" : path, body);
    }

    /// <summary>Asks an address.</summary>
    public Task<JsonAnswered> GetAsync(string address) => SendAsync(HttpMethod.Get, address, body: null);

    /// <summary>Sends JSON, or whatever says that it is another thing.</summary>
    public Task<JsonAnswered> SendAsync(HttpMethod method, string address, string? body, string contentType = "application/json") =>
        SendAsync(method, address, body is null ? null : new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)), contentType);

    /// <summary>Sends any body.</summary>
    public async Task<JsonAnswered> SendAsync(HttpMethod method, string address, HttpContent? body, string contentType)
    {
        using HttpRequestMessage request = new(method, address) { Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = body };
        if (contentType.Length > 0)
            body?.Headers.TryAddWithoutValidation("content-type", contentType);
        if (key.Length > 0)
            request.Headers.TryAddWithoutValidation("authorization", $"Bearer {key}");
        using HttpResponseMessage answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
            headers[name] = string.Join(',', values);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), headers);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>How a rule asks, and where.</summary>
    public static (HttpMethod Method, string Template) AddressOf(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
        HttpRule.PatternOneofCase.Put => (HttpMethod.Put, rule.Put),
        _ => (HttpMethod.Post, rule.Post),
    };

    private static string TextOf(JsonElement json, string path)
    {
        foreach (string name in path.Split('.'))
        {
            if (!json.TryGetProperty(NameOf(name), out json))
                return "";
        }
        return json.GetString()!;
    }

    private static IEnumerable<string> Parameters(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Array => property.Value.EnumerateArray().Select(item => $"{property.Name}={Uri.EscapeDataString(item.ToString())}"),
        JsonValueKind.Object => property.Value.EnumerateObject().SelectMany(Parameters).Select(parameter => $"{property.Name}.{parameter}"),
        _ => [$"{property.Name}={Uri.EscapeDataString(property.Value.ToString())}"],
    };

    private static string NameOf(string field) => Underscore().Replace(field, match => match.Groups["letter"].Value.ToUpperInvariant());

    [GeneratedRegex(@"\{(?<field>[a-z_.]+)=(?<form>[^}]+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex("_(?<letter>[a-z])")]
    private static partial Regex Underscore();
}
