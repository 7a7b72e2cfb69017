using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Server.Json;

/// <summary>Messages as JSON Schema, in the JSON that protobuf makes of them; those that others refer to are gathered.</summary>
internal sealed class OpenApiSchemas(ProtoComments comments)
{
    /// <summary>The name under which the error is.</summary>
    public const string Error = "Status";

    private readonly SortedDictionary<string, JsonObject> _gathered = new(StringComparer.Ordinal) { [Error] = Status() };

    /// <summary>Every schema that was referred to so far.</summary>
    public JsonObject Gathered => new(_gathered.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>Whether a field is one that must be given.</summary>
    public static bool IsRequired(FieldDescriptor field) => Has(field, FieldBehavior.Required);

    /// <summary>A reference to a schema by its name.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>A reference to a message.</summary>
    public JsonObject Of(MessageDescriptor message) => Refer(message.FullName, () => Object(message, without: []));

    /// <summary>A message in place, without some of its fields.</summary>
    public JsonObject Object(MessageDescriptor message, IReadOnlyCollection<string> without)
    {
        FieldDescriptor[] fields = [.. message.Fields.InDeclarationOrder().Where(field => !without.Contains(field.Name))];
        JsonObject schema = new() { ["type"] = "object" };
        if (comments[message.FullName] is { Length: > 0 } description)
            schema["description"] = description;
        if (fields.Length > 0)
            schema["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Of(field))));
        if (fields.Where(IsRequired).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray([.. required.Select(field => (JsonNode)field.JsonName)]);
        return schema;
    }

    /// <summary>A field, with its comment.</summary>
    public JsonObject Of(FieldDescriptor field)
    {
        JsonObject schema = field.IsMap ? new() { ["type"] = "object", ["additionalProperties"] = One(field.MessageType.Fields[2]) }
            : field.IsRepeated ? new() { ["type"] = "array", ["items"] = One(field) } : One(field);
        if (comments[field.FullName] is { Length: > 0 } description)
            schema["description"] = description;
        if (Has(field, FieldBehavior.OutputOnly))
            schema["readOnly"] = true;
        return schema;
    }

    private JsonObject One(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Enum => Refer(field.EnumType.FullName, () => Of(field.EnumType)),
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName => Text("date-time"),
        FieldType.Message when field.MessageType.FullName == Duration.Descriptor.FullName => new() { ["type"] = "string", ["pattern"] = @"^-?[0-9]+(\.[0-9]{1,9})?s$" },
        FieldType.Message => Of(field.MessageType),
        FieldType.Bytes => Text("byte"),
        FieldType.Bool => new() { ["type"] = "boolean" },
        FieldType.Int32 => Number("integer", "int32"),
        FieldType.Int64 => Number("integer", "int64"),
        FieldType.Double => Number("number", "double"),
        FieldType.String => new() { ["type"] = "string" },
        _ => throw new InvalidOperationException($"{field.FullName} is of a type that the document has no word for: {field.FieldType}."),
    };

    private JsonObject Of(EnumDescriptor type)
    {
        IEnumerable<string> lines = type.Values.Select(value => comments[value.FullName] is { Length: > 0 } text ? $"- `{value.Name}`: {text}" : $"- `{value.Name}`");
        return new()
        {
            ["type"] = "string",
            ["description"] = string.Join('\n', [comments[type.FullName], "", .. lines]).Trim(),
            ["enum"] = new JsonArray([.. type.Values.Select(value => (JsonNode)value.Name)]),
        };
    }

    private JsonObject Refer(string fullName, Func<JsonObject> make)
    {
        string name = fullName[(fullName.IndexOf(".v1.", StringComparison.Ordinal) + ".v1.".Length)..];
        // Its place first: a message may have itself in it.
        if (_gathered.TryAdd(name, []))
            _gathered[name] = make();
        return Reference(name);
    }

    private static bool Has(FieldDescriptor field, FieldBehavior behavior) => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) ?? false;

    private static JsonObject Text(string format) => new() { ["type"] = "string", ["format"] = format };

    private static JsonObject Number(string type, string format) => new() { ["type"] = type, ["format"] = format };

    private static JsonObject Status() => new()
    {
        ["type"] = "object",
        ["description"] = "Why a call was refused: google.rpc.Status.",
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject { ["type"] = "integer", ["format"] = "int32", ["description"] = "A google.rpc.Code." },
            ["message"] = new JsonObject { ["type"] = "string", ["description"] = "What is wrong, and what to do about it." },
            ["details"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "google.rpc.ErrorInfo with the reason, BadRequest with the first 20 problems (problem_count in ErrorInfo's metadata: how many there are), and RetryInfo when time mends it.",
                ["items"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } }, ["required"] = new JsonArray("@type"), ["additionalProperties"] = true },
            },
        },
        ["required"] = new JsonArray("code", "message"),
    };
}
