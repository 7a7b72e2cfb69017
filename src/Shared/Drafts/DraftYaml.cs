using System.Globalization;
using Benchmarking.Csv;
using Benchmarking.V1;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Benchmarking.DraftFiles;

/// <summary>
/// A release as its publisher writes it in a file of YAML, or of JSON, which is YAML too; with the line of each field for problems. The same
/// at every door.
/// </summary>
internal sealed class DraftYaml
{
    private const int LargestBytes = 1024 * 1024;

    // More than any draft has.
    private const int MostNodes = 20_000;

    // A draft has nine.
    private const int MostLevels = 20;

    private readonly Dictionary<string, long> _lines = [];
    private readonly List<V1.Problem> _problems = [];

    private DraftYaml()
    {
    }

    /// <summary>What the file says.</summary>
    public DraftContent Content { get; private set; } = new();

    /// <summary>What a file says, or everything that is wrong with its form.</summary>
    public static (DraftYaml? Draft, IReadOnlyList<V1.Problem> Problems) Read(byte[] bytes)
    {
        if (bytes.Length > LargestBytes) return (null, [Refusal(0, ErrorReason.MessageTooLarge, "The file is larger than 1 MB, and no draft is.", "Take out what does not belong to it.")]);
        if (CsvBytes.FindFault(bytes) is { } fault) return (null, [new(fault) { Remedy = "Save the file as text in UTF-8." }]);
        DraftYaml draft = new();
        try
        {
            string text = System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
            if (FindReference(text) is { } reference) return (null, [reference]);
            draft.Content = draft.ReadContent(Parse(text));
        }
        catch (YamlException wrong)
        {
            return (null, [Refusal(wrong.Start.Line, ErrorReason.MessageMalformed, $"This is no YAML: {wrong.Message}",
                "Begin each line of a longer text further in than its name, after a |.")]);
        }
        catch (InvalidDataException tooMany)
        {
            return (null, [Refusal(0, ErrorReason.TooManyLines, tooMany.Message, "Write one draft as the help has it, or make two releases of it.")]);
        }

        return draft._problems.Count == 0 ? (draft, []) : (null, draft._problems);
    }

    /// <summary>The same problem with the line of the file that its field stands on.</summary>
    public V1.Problem WithLine(V1.Problem problem)
    {
        for (string path = problem.Field; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            if (_lines.TryGetValue(path, out long line)) return new(problem) { Line = line };
        }

        return problem;
    }

    private static YamlNode Parse(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new InvalidDataException(FormattableString.Invariant($"The file has {stream.Documents.Count} documents instead of one draft."));
    }

    // Nothing is loaded before all of the file has been through the parser, which keeps none of it. The loader goes into itself for each level, so that levels
    // without end would exhaust the stack; so would a part that has itself in it, by its name, and a few parts of parts by their names would be billions of nodes.
    private static V1.Problem? FindReference(string text)
    {
        Parser parser = new(new StringReader(text));
        int depth = 0, nodes = 0;
        while (parser.MoveNext())
        {
            ParsingEvent current = parser.Current!;
            if (current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            {
                return Refusal(current.Start.Line, ErrorReason.MessageMalformed, "The draft names a part of it, by &, or refers to one, by *.",
                    "Write each part out where it belongs, and a text that begins with & or * in quotes.");
            }

            depth += current.NestingIncrease;
            if (depth > MostLevels) throw new InvalidDataException(FormattableString.Invariant($"The draft has lists within lists, {MostLevels} deep."));
            if (current is NodeEvent && ++nodes > MostNodes) throw new InvalidDataException(FormattableString.Invariant($"The draft has more than {MostNodes:N0} values."));
        }

        return null;
    }

    private DraftContent ReadContent(YamlNode node)
    {
        DraftContent content = new();
        ReadFields(node, "", new()
        {
            ["title"] = (value, path) => content.Title = Text(value, path),
            ["publisher"] = (value, path) => content.Publisher = Text(value, path),
            ["contact"] = (value, path) => content.Contact = Text(value, path),
            ["summary"] = (value, path) => content.Summary = Text(value, path),
            ["methods"] = (value, path) => content.Methods = Text(value, path),
            ["limits"] = (value, path) => content.Limits = Text(value, path),
            ["notes"] = (value, path) => content.Notes.AddRange(List(value, path, Text)),
            ["sections"] = (value, path) => content.Sections.AddRange(List(value, path, ReadSection)),
            ["pre_release_access"] = (value, path) => content.PreReleaseAccess.AddRange(List(value, path, ReadAccess)),
        });
        return content;
    }

    private DraftSection ReadSection(YamlNode node, string path)
    {
        DraftSection section = new();
        ReadFields(node, path, new()
        {
            ["heading"] = (value, at) => section.Heading = Text(value, at),
            ["commentary"] = (value, at) => section.Commentary = Text(value, at),
            ["tables"] = (value, at) => section.Tables.AddRange(List(value, at, ReadTable)),
        });
        return section;
    }

    private DraftTable ReadTable(YamlNode node, string path)
    {
        DraftTable table = new();
        ReadFields(node, path, new()
        {
            ["title"] = (value, at) => table.Title = Text(value, at),
            ["editions"] = (value, at) => table.Editions.AddRange(List(value, at, Text)),
            ["measures"] = (value, at) => table.Measures.AddRange(List(value, at, ReadMeasure)),
            ["cohorts"] = (value, at) => table.Cohorts.AddRange(List(value, at, Text)),
        });
        return table;
    }

    // A measure is its identifier alone, or says its stage too.
    private DraftMeasure ReadMeasure(YamlNode node, string path)
    {
        DraftMeasure measure = new();
        if (node is YamlScalarNode)
        {
            measure.Measure = MeasureName(Text(node, path));
            return measure;
        }

        ReadFields(node, path, new()
        {
            ["measure"] = (value, at) => measure.Measure = MeasureName(Text(value, at)),
            ["stage"] = (value, at) =>
            {
                if (StageOf(Text(value, at)) is { } stage) measure.Stage = stage;
                else Add(value, at, ErrorReason.StageUnknown, "This is not a stage.", "Write committed, delivered or unstaged.");
            },
        });
        return measure;
    }

    private PreReleaseAccess ReadAccess(YamlNode node, string path)
    {
        PreReleaseAccess access = new();
        ReadFields(node, path, new()
        {
            ["who"] = (value, at) => access.Who = Text(value, at),
            ["hours_before"] = (value, at) =>
            {
                if (int.TryParse(Text(value, at), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)) access.HoursBefore = hours;
                else Add(value, at, ErrorReason.NumberMalformed, "This is not a number of hours.", "Write 1 to 24.");
            },
        });
        return access;
    }

    private void ReadFields(YamlNode node, string path, Dictionary<string, Action<YamlNode, string>> fields)
    {
        Note(node, path);
        if (node is not YamlMappingNode mapping)
        {
            Add(node, path, ErrorReason.FieldRequired, "Here should be names with values.", $"Write {string.Join(", ", fields.Keys)}, each with a colon.");
            return;
        }

        foreach (var (key, value) in mapping.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            string at = path.Length > 0 ? $"{path}.{name}" : name;
            if (!fields.TryGetValue(name, out var read)) Add(key, at, ErrorReason.IdentifierMalformed, "There is no such field here.", $"The fields are {string.Join(", ", fields.Keys)}.");
            else read(value, at);
        }
    }

    private List<T> List<T>(YamlNode node, string path, Func<YamlNode, string, T> read)
    {
        Note(node, path);
        if (node is YamlSequenceNode sequence) return [.. sequence.Children.Select((item, index) => read(item, FormattableString.Invariant($"{path}[{index + 1}]")))];
        // One item needs no list; nothing is none.
        return node is YamlScalarNode { Value: null or "" } ? [] : [read(node, $"{path}[1]")];
    }

    private string Text(YamlNode node, string path)
    {
        Note(node, path);
        if (node is YamlScalarNode scalar) return scalar.Value ?? "";
        Add(node, path, ErrorReason.FieldRequired, "Here should be a text.", "Write it after the colon, in quotes when it has a colon itself, or over several lines after a |.");
        return "";
    }

    private void Note(YamlNode node, string path) => _lines[path] = node.Start.Line;

    private static string MeasureName(string id) => id.StartsWith("measures/", StringComparison.Ordinal) ? id : $"measures/{id}";

    private static Stage? StageOf(string word) => word.ToLowerInvariant() switch
    {
        "committed" => Stage.Committed,
        "delivered" => Stage.Delivered,
        "unstaged" => Stage.Unstaged,
        _ => null,
    };

    private static V1.Problem Refusal(long line, ErrorReason reason, string message, string remedy) => new() { Line = line, Reason = reason, Message = message, Remedy = remedy };

    private void Add(YamlNode node, string path, ErrorReason reason, string message, string remedy) =>
        _problems.Add(new() { Line = node.Start.Line, Field = path, Reason = reason, Message = message, Remedy = remedy });
}
