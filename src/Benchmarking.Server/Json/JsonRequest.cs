using System.Text;
using Benchmarking.Server.Errors;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Benchmarking.Server.Json;

/// <summary>
/// What a call by JSON has in its body and its query, checked before the library reads it: the library leaves out what it does not know, and
/// whoever writes <c>cohrt=</c> would get everyone's figures for a cohort's.
/// </summary>
internal static class JsonRequest
{
    private const string Whole = "*";
    private const int MostWords = 300;

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the body of a call, of at most the largest message, and puts it back for the library.</summary>
    /// <param name="context">The request.</param>
    /// <param name="call">What it calls.</param>
    /// <param name="largest">The largest message, in bytes.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Grpc.Core.RpcException">It is too large, or no request of the call; every problem of the query, or the first of the body.</exception>
    public static async Task CheckAsync(HttpContext context, GrpcJsonTranscodingMetadata call, int largest, CancellationToken cancellation)
    {
        Problem[] problems = [.. ProblemsOfQuery(context.Request.Query, call)];
        if (problems.Length > 0)
            throw problems.ToException();
        if (call.HttpRule.Body.Length == 0)
            return;
        if (!IsJson(context.Request.ContentType))
            throw Malformed("content-type", "The body is not said to be JSON.", "Send the header content-type: application/json, and {} when there is nothing to say.");
        byte[] body = await ReadAsync(context, largest, cancellation);
        Parse(body, BodyOf(call), "body");
        context.Request.Body = new MemoryStream(body, writable: false);
    }

    private static MessageDescriptor BodyOf(GrpcJsonTranscodingMetadata call)
    {
        MessageDescriptor request = call.MethodDescriptor.InputType;
        return call.HttpRule.Body == Whole ? request : request.FindFieldByName(call.HttpRule.Body).MessageType;
    }

    private static async Task<byte[]> ReadAsync(HttpContext context, int largest, CancellationToken cancellation)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = largest;
        try
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body, cancellation);
            return body.ToArray();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw CallFailure.TooLarge();
        }
    }

    /// <summary>Reads a message, without a field that it does not have.</summary>
    /// <param name="json">The message, in UTF-8.</param>
    /// <param name="type">Of what type it is.</param>
    /// <param name="field">Where it came.</param>
    /// <exception cref="Grpc.Core.RpcException">It is no such message.</exception>
    public static IMessage Parse(byte[] json, MessageDescriptor type, string field)
    {
        try
        {
            return Parser.Parse(Utf8.GetString(json), type);
        }
        catch (Exception exception) when (exception is IOException or FormatException or OverflowException or ArgumentException)
        {
            string words = Problem.Printable(exception.Message.Length > MostWords ? $"{exception.Message[..MostWords]}…" : exception.Message);
            throw Malformed(field, $"The {field} is no JSON of {type.Name}: {words}", JsonDoor.Remedy);
        }
    }

    private static IEnumerable<Problem> ProblemsOfQuery(IQueryCollection query, GrpcJsonTranscodingMetadata call) =>
        query.Keys.Where(key => !IsParameter(key, call)).Order(StringComparer.Ordinal).Select(key =>
            new Problem(0, Problem.Quote(key), ProblemReason.MessageMalformed, $"{call.MethodDescriptor.Name} has no parameter {Problem.Quote(key)} in its query.", JsonDoor.Remedy));

    private static bool IsParameter(string key, GrpcJsonTranscodingMetadata call)
    {
        HttpRule rule = call.HttpRule;
        if (rule.Body == Whole)
            return false;
        MessageDescriptor? type = call.MethodDescriptor.InputType;
        foreach (string name in key.Split('.'))
        {
            FieldDescriptor? field = type?.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name);
            if (field is null || (field.ContainingType == call.MethodDescriptor.InputType && field.Name == rule.Body))
                return false;
            type = field is { FieldType: FieldType.Message, IsMap: false } ? field.MessageType : null;
        }
        return true;
    }

    // A page of another site can send no such header unasked: what a form there sends is no call.
    private static bool IsJson(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Grpc.Core.RpcException Malformed(string field, string message, string remedy) => new Problem(0, field, ProblemReason.MessageMalformed, message, remedy).ToException();
}
