using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A measure and its guidance.</summary>
internal static class MeasureText
{
    private const int ReadableWidth = 88;
    private const string Indent = "  ";

    public static string Stages(Measure measure) => string.Join(' ', measure.Stages.Select(Words.Of));

    /// <summary>For people: a heading and a paragraph for each thing said.</summary>
    public static string Of(Measure measure, int? width)
    {
        var heading = $"{ResourceName.Id(measure.Name)}  {measure.DisplayName}";
        var paragraphs = Members(measure).Skip(2).Where(member => CellText.Of(member.Value).Length > 0).Select(member =>
            $"{member.Heading}\n{Wrap(CellText.Of(member.Value), Math.Min(width ?? ReadableWidth, ReadableWidth))}");
        return Printable.Of($"{heading}\n\n{string.Join('\n', paragraphs)}");
    }

    /// <summary>For programs.</summary>
    public static Listing ListingOf(Measure measure)
    {
        var members = Members(measure).ToList();
        return new("measures", [.. members.Select(member => new Column(member.Name, member.Heading))], [[.. members.Select(member => member.Value)]])
        { Single = true };
    }

    private static IEnumerable<(string Name, string Heading, object? Value)> Members(Measure measure) =>
    [
        ("measure", "Measure", ResourceName.Id(measure.Name)),
        ("name", "Name", measure.DisplayName),
        ("unit", "Unit", measure.Unit),
        ("kind", "Kind", Words.Of(measure.Kind)),
        ("direction", "Better", Words.Of(measure.Direction)),
        ("stages", "Stages", Stages(measure)),
        ("per", "Per", DecimalText.Of(measure.Per)),
        ("decimals", "Decimals", measure.Decimals),
        ("numerator", "Numerator", measure.Numerator),
        ("denominator", "Denominator", measure.Denominator),
        ("counts", "What counts", measure.Guidance?.Counts ?? ""),
        ("does_not_count", "What does not count", measure.Guidance?.DoesNotCount ?? ""),
        ("evidence", "Evidence to keep", measure.Guidance?.Evidence ?? ""),
        ("example", "Example", measure.Guidance?.Example ?? ""),
        ("mistakes", "Common mistakes", measure.Guidance?.Mistakes ?? ""),
        ("also_per", "Also given per", string.Join("; ", measure.AlsoPer)),
        ("parts", "Total of", string.Join(" ", measure.Parts.Select(ResourceName.Id))),
        ("numerator_of", "Numerator of", ResourceName.Id(measure.NumeratorOf)),
        ("counts_cases", "Counts cases", measure.CountsCases),
        ("revision", "Revision", measure.Revision),
    ];

    private static string Wrap(string text, int width)
    {
        System.Text.StringBuilder wrapped = new();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = Indent;
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > Indent.Length && line.Length + 1 + word.Length > width)
                {
                    wrapped.Append(line).Append('\n');
                    line = Indent;
                }

                line += line.Length > Indent.Length ? " " + word : word;
            }

            wrapped.Append(line.TrimEnd()).Append('\n');
        }

        return wrapped.ToString();
    }
}
