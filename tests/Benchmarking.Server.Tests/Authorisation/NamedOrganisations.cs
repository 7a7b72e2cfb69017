using System.Text.RegularExpressions;
using Benchmarking.Server.Tests.House;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>Which calls name an organisation, as the proto files say: by a field's name, or by the comment that gives its form.</summary>
public static partial class NamedOrganisations
{
    private static readonly HashSet<string> Fields = [.. Repository.Files("protos").Where(file => file.Extension == ".proto").SelectMany(file => Read(File.ReadAllLines(file.FullName)))];

    /// <summary>Whether a request can name an organisation, itself or in a message within it.</summary>
    public static bool IsNamedIn(MethodDescriptor call) => IsNamedIn(call.InputType, []);

    private static bool IsNamedIn(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
        seen.Add(message) && message.Fields.InDeclarationOrder().Any(field =>
            Fields.Contains($"{message.Name}.{field.Name}") || (field.FieldType == FieldType.Message && IsNamedIn(field.MessageType, seen)));

    private static IEnumerable<string> Read(string[] lines)
    {
        string message = "", comment = "";
        foreach (string line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                comment += line;
                continue;
            }
            if (MessageLine().Match(line) is { Success: true } start)
                message = start.Groups["name"].Value;
            if (FieldLine().Match(line) is { Success: true } field
                && (field.Groups["name"].Value.Contains("organisation", StringComparison.Ordinal) || comment.Contains("organisations/{", StringComparison.Ordinal)))
            {
                yield return $"{message}.{field.Groups["name"].Value}";
            }
            comment = "";
        }
    }

    [GeneratedRegex(@"^message (?<name>\w+) \{")]
    private static partial Regex MessageLine();

    [GeneratedRegex(@"^(repeated |optional )?(map<[^>]+>|[A-Za-z0-9_.]+) (?<name>[a-z0-9_]+) = [0-9]+( \[|;)", RegexOptions.ExplicitCapture)]
    private static partial Regex FieldLine();
}
