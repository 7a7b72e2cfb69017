using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarking.Server.Authorisation;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Json;

/// <summary>
/// The OpenAPI document (3.1) of the calls by JSON, made of the protos: their rules, fields and comments. ASP.NET's own for transcoding
/// is not used, since it puts one parameter in place of a whole name, and of all that are got by name makes one path.
/// </summary>
internal sealed class OpenApiDocument
{
    private const string Description = """
        Social value figures, returned and compared without anybody's being worked out. Every answer about others is a look-up in a protected edition. Send your key as `authorization: Bearer <key>`;
        what is published needs none. A stream is a JSON object a line; an error is `google.rpc.Status`.
        """;

    private readonly ProtoComments _comments = ProtoComments.Read();
    private readonly OpenApiSchemas _schemas;

    private OpenApiDocument() => _schemas = new(_comments);

    /// <summary>The document's bytes.</summary>
    public static byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new OpenApiDocument().Make());

    private JsonObject Make()
    {
        SortedDictionary<string, JsonObject> paths = new(StringComparer.Ordinal);
        foreach (MethodDescriptor call in Permissions.Services.SelectMany(service => service.Methods))
        {
            if (call.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } first)
                continue;
            foreach ((int index, HttpRule rule) in first.AdditionalBindings.Prepend(first).Index())
            {
                OpenApiAddress address = OpenApiAddress.Of(rule);
                paths.TryAdd(address.Path, []);
                paths[address.Path][address.Verb] = Operation(call, rule, address, index == 0 ? call.Name : $"{call.Name}{index + 1}");
            }
        }
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Benchmarking", ["version"] = "v1", ["description"] = Description },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. Permissions.Services.Select(service => (JsonNode)new JsonObject { ["name"] = service.Name, ["description"] = _comments[service.FullName] })]),
            ["paths"] = new JsonObject(paths.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["components"] = new JsonObject
            {
                ["schemas"] = _schemas.Gathered,
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key of the platform, or a token of your identity provider." } },
            },
        };
    }

    private JsonObject Operation(MethodDescriptor call, HttpRule rule, OpenApiAddress address, string id)
    {
        string description = _comments[call.FullName];
        JsonObject operation = new()
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(call.Service.Name),
            ["summary"] = description.Split(". ")[0].TrimEnd('.'),
            ["description"] = description,
            ["parameters"] = new JsonArray([.. InPath(call, address), .. InQuery(call, rule, address)]),
        };
        if (rule.Body.Length > 0)
        {
            JsonObject body = rule.Body == "*" ? _schemas.Object(call.InputType, [.. address.Fields.Keys]) : _schemas.Of(call.InputType.FindFieldByName(rule.Body).MessageType);
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(body) };
        }
        operation["responses"] = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = call.IsServerStreaming ? "A stream: such an object a line." : "The answer.", ["content"] = Json(_schemas.Of(call.OutputType)) },
            ["default"] = new JsonObject { ["description"] = "Why it was refused.", ["content"] = Json(OpenApiSchemas.Reference(OpenApiSchemas.Error)) },
        };
        JsonObject key = new() { ["key"] = new JsonArray() };
        operation["security"] = Permissions.AllowsWithoutKey($"/{call.Service.FullName}/{call.Name}") ? new JsonArray(new JsonObject(), key) : new JsonArray(key);
        return operation;
    }

    private IEnumerable<JsonObject> InPath(MethodDescriptor call, OpenApiAddress address) => address.Fields.SelectMany(field => field.Value.Select(name => new JsonObject
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["description"] = $"Of `{field.Key}`: {_comments[FieldOf(call.InputType, field.Key).FullName]}",
        ["schema"] = new JsonObject { ["type"] = "string" },
    }));

    private IEnumerable<JsonObject> InQuery(MethodDescriptor call, HttpRule rule, OpenApiAddress address) => rule.Body == "*" ? [] :
        call.InputType.Fields.InDeclarationOrder().Where(field => field.Name != rule.Body && !address.Fields.ContainsKey(field.Name)).Select(field =>
        {
            JsonObject schema = _schemas.Of(field);
            schema.Remove("description");
            JsonObject parameter = new() { ["name"] = field.JsonName, ["in"] = "query", ["description"] = _comments[field.FullName], ["schema"] = schema };
            if (OpenApiSchemas.IsRequired(field))
                parameter["required"] = true;
            return parameter;
        });

    private static FieldDescriptor FieldOf(MessageDescriptor message, string path) => path.Split('.') is [var first, .. var rest] && rest.Length > 0
        ? FieldOf(message.FindFieldByName(first).MessageType, string.Join('.', rest)) : message.FindFieldByName(path);

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };
}
