using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Benchmarking.Disclosure;

/// <summary>
/// A disclosure policy as a steward's file has it: one JSON object with a number for each parameter, comments and trailing commas allowed
/// (<c>deploy/disclosure-policy.json</c> explains each). A parameter that is left out keeps its default.
/// </summary>
public static class DisclosurePolicyFile
{
    /// <summary>Largest file, in bytes of UTF-8.</summary>
    public const int LargestBytes = 64 * 1024;

    // What a problem of no single parameter concerns.
    private const string Everything = "policy";

    private const string Form = "Write one object of numbers, such as { \"threshold\": 10, \"coalitionSize\": 2 }.";

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The policy of a file's text, or every problem of it: each names the property at fault, the rule and the remedy.</summary>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static Outcome<DisclosurePolicy> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        // Half of a surrogate pair becomes �: the parser would take it for misuse, and it is but a bad file.
        byte[] bytes = Encoding.UTF8.GetBytes(json.StartsWith('\uFEFF') ? json[1..] : json);
        if (bytes.Length > LargestBytes)
            return Refused(0, ProblemReason.TextTooLong, $"The file is larger than {LargestBytes / 1024} kB.", "Name a file with a policy alone.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : Refused(1, ProblemReason.FieldRequired, "The file is JSON, but not an object.", Form);
        }
        catch (JsonException exception)
        {
            long line = (exception.LineNumber ?? 0) + 1;
            return Refused(line, ProblemReason.FieldRequired, $"Line {line} is not the JSON of a policy, from byte {(exception.BytePositionInLine ?? 0) + 1} on.", Form);
        }
    }

    private static Outcome<DisclosurePolicy> Read(JsonElement root)
    {
        List<Problem> problems = [];
        DisclosurePolicy policy = DisclosurePolicy.Default;
        foreach (IGrouping<string, JsonElement> property in root.EnumerateObject().GroupBy(NameOf, property => property.Value, StringComparer.Ordinal))
        {
            if (PolicyParameter.All.FirstOrDefault(known => known.Name == property.Key) is not { } parameter)
                problems.Add(Unknown(property.Key));
            else if (property.Skip(1).Any())
                problems.Add(new(0, parameter.Name, ProblemReason.LineDuplicate, "It is there more than once.", "Keep one of them."));
            else
                policy = parameter.Read(property.First(), policy, problems);
        }
        if (!policy.IsConsistent && !problems.Exists(problem => problem.Field is PolicyParameter.ProportionTail or PolicyParameter.CoalitionSize))
        {
            problems.Add(new(0, PolicyParameter.ProportionTail, ProblemReason.NumberOutOfRange,
                $"\"{policy.ProportionTail}\" is not above {PolicyParameter.CoalitionSize}, which is {policy.CoalitionSize}: a coalition that holds every yes would know that all others said no.",
                $"Give at least {policy.CoalitionSize + 1}, or a smaller {PolicyParameter.CoalitionSize}."));
        }
        return problems.Count > 0 ? Outcome.Refused<DisclosurePolicy>(problems) : Outcome.Accepted(policy);
    }

    // As written, escapes and all: JsonProperty.Name throws for an escaped half of a surrogate pair.
    private static string NameOf(JsonProperty property) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));

    private static Problem Unknown(string name) => new(0, Problem.Quote(name)[1..^1], ProblemReason.IdentifierMalformed,
        $"{Problem.Quote(name)} is not a parameter of the policy.",
        $"Remove it, or write it as one of: {string.Join(", ", PolicyParameter.All.Select(parameter => parameter.Name))}.");

    private static Outcome<DisclosurePolicy> Refused(long line, ProblemReason reason, string message, string remedy) =>
        Outcome.Refused<DisclosurePolicy>(new Problem(line, Everything, reason, message, remedy));
}
