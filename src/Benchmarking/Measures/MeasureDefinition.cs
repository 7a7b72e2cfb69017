using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarking.Measures;

/// <summary>A measure as a file defines it, in the words people write, not yet checked.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Display name.</param>
/// <param name="Unit">Unit of the figure; <c>per 1,000 homes</c> in a rate's unit sets its multiplier.</param>
/// <param name="Direction"><c>higher</c>, <c>lower</c> or <c>none</c>, or their first letters as in the catalogue (H, L, N).</param>
/// <param name="Kind"><c>percentage</c>, <c>rate</c>, <c>amount</c> or <c>yes-no</c>.</param>
/// <param name="Stages">Stages, separated by spaces, commas or semicolons; empty for the usual ones.</param>
/// <param name="Per">Multiplier of a rate; empty to take it from the unit.</param>
/// <param name="Decimals">Decimals of published quantiles; empty for 1 (percentages) or 2.</param>
/// <param name="Numerator">What to return as numerator.</param>
/// <param name="Denominator">What to return as denominator.</param>
/// <param name="Guidance">How to measure it.</param>
/// <param name="Line">Line of the file; 0 when there is none.</param>
public sealed partial record MeasureDefinition(
    string Id, string Name, string Unit, string Direction, string Kind, string Stages, string Per, string Decimals,
    string Numerator, string Denominator, Guidance Guidance, long Line = 0)
{
    /// <summary>Longest name or description, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>Longest guidance text, in characters.</summary>
    public const int LongestGuidance = 2_000;

    /// <summary>Largest multiplier: with it the largest numerator over the smallest denominator still is an exact decimal.</summary>
    public const decimal LargestPer = 1_000_000m;

    /// <summary>Most parts of a total.</summary>
    public const int MostParts = 20;

    private const int MostDecimals = 6;

    /// <summary>
    /// Identifiers of the amounts that this amount is the total of, separated by spaces, commas or semicolons; empty when it is none, and null when
    /// nothing is said of it: then it stays as it is.
    /// </summary>
    public string? Parts { get; init; }

    /// <summary>Identifier of the percentage or rate whose numerator this amount is; empty when it is none's, and null when nothing is said of it.</summary>
    public string? NumeratorOf { get; init; }

    /// <summary><c>yes</c> when this percentage's denominator counts cases (people, homes, invoices, not pounds), <c>no</c> or empty when not.</summary>
    public string CountsCases { get; init; } = "";

    /// <summary>The measure at revision 1, or every problem of the definition.</summary>
    public Outcome<Measure> Validate()
    {
        List<Problem> problems = [];
        MeasureId? id = MeasureId.TryParse(Id);
        if (id is null)
        {
            problems.Add(new(Line, "id", string.IsNullOrWhiteSpace(Id) ? ProblemReason.FieldRequired : ProblemReason.IdentifierMalformed,
                $"{Problem.Quote(Id)} is not a measure's identifier.", "Use 1 to 64 letters, digits, '-', '_' or '.', such as tp01."));
        }
        string name = SafeText.Read(Name, LongestName, Line, "name", problems, required: true);
        string unit = SafeText.Read(Unit, LongestName, Line, "unit", problems, required: true);
        Direction direction = ReadDirection(problems);
        MeasureKind kind = ReadKind(problems);
        ImmutableArray<Stage> stages = ReadStages(kind, problems);
        decimal per = ReadPer(kind, unit, problems);
        int decimals = ReadDecimals(kind, problems);
        string numerator = SafeText.Read(Numerator, LongestName, Line, "numerator", problems);
        string denominator = SafeText.Read(Denominator, LongestName, Line, "denominator", problems);
        Guidance guidance = ReadGuidance(problems);
        ImmutableArray<MeasureId> parts = ReadLinks("parts", Parts, kind, MostParts, problems);
        ImmutableArray<MeasureId> ratio = ReadLinks("numerator_of", NumeratorOf, kind, 1, problems);
        bool countsCases = ReadCountsCases(kind, problems);
        if (parts.Length > 0 && ratio.Length > 0)
            problems.Add(Malformed("numerator_of", NumeratorOf, "A measure is a total, or a ratio's numerator, and not both."));
        return problems.Count > 0
            ? Outcome.Refused<Measure>(problems)
            : Outcome.Accepted(new Measure(id!, name, unit, kind, direction, stages, per, decimals, numerator, denominator, [], guidance, Revision: 1)
            {
                Parts = parts,
                NumeratorOf = ratio.FirstOrDefault(),
                CountsCases = countsCases,
            });
    }

    private Direction ReadDirection(List<Problem> problems)
    {
        switch ((Direction ?? "").Trim().ToLowerInvariant())
        {
            case "higher" or "h" or "high" or "up" or "higher is better":
                return Measures.Direction.Higher;
            case "lower" or "l" or "low" or "down" or "lower is better":
                return Measures.Direction.Lower;
            case "none" or "n" or "neutral" or "no judgement":
                return Measures.Direction.None;
            default:
                problems.Add(Malformed("direction", Direction, "Write higher, lower or none."));
                return default;
        }
    }

    private MeasureKind ReadKind(List<Problem> problems)
    {
        switch ((Kind ?? "").Trim().ToLowerInvariant())
        {
            case "percentage":
                return MeasureKind.Percentage;
            case "rate":
                return MeasureKind.Rate;
            case "amount":
                return MeasureKind.Amount;
            case "yes-no" or "yes/no" or "yesno":
                return MeasureKind.YesNo;
            default:
                problems.Add(Malformed("kind", Kind, "Write percentage, rate, amount or yes-no."));
                return default;
        }
    }

    private ImmutableArray<Stage> ReadStages(MeasureKind kind, List<Problem> problems)
    {
        string[] words = (Stages ?? "").Split([' ', ',', ';', '|'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return kind == MeasureKind.YesNo ? [Stage.Unstaged] : [Stage.Committed, Stage.Delivered];
        SortedSet<Stage> stages = [];
        foreach (string word in words)
        {
            if (Measures.Stages.TryParse(word) is { } stage)
                stages.Add(stage);
            else
                problems.Add(Measures.Stages.Unknown(word, Line) with { Field = "stages" });
        }
        if (stages.Contains(Stage.Unstaged) && stages.Count > 1)
            problems.Add(Malformed("stages", Stages, "A measure is either unstaged, or committed and/or delivered."));
        return [.. stages];
    }

    private decimal ReadPer(MeasureKind kind, string unit, List<Problem> problems)
    {
        if (kind != MeasureKind.Rate)
            return kind == MeasureKind.Percentage ? 100m : 1m;
        string text = !string.IsNullOrWhiteSpace(Per) ? Per : PerInUnit().Match(unit) is { Success: true } match ? match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal) : "1";
        decimal? per = DecimalText.Read(text, Line, "per", problems);
        if (per is <= 0 or > LargestPer)
            problems.Add(Malformed("per", text, $"Give a multiplier above zero and at most {LargestPer:N0}, such as 1000 for \"per 1,000 homes\"."));
        return per ?? 1m;
    }

    private int ReadDecimals(MeasureKind kind, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(Decimals))
            return kind == MeasureKind.Percentage ? 1 : 2;
        if (int.TryParse(Decimals.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int decimals) && decimals <= MostDecimals)
            return decimals;
        problems.Add(Malformed("decimals", Decimals, $"Give a whole number from 0 to {MostDecimals}."));
        return 0;
    }

    // Whether those measures exist is seen when the whole file is read.
    private ImmutableArray<MeasureId> ReadLinks(string field, string? text, MeasureKind kind, int most, List<Problem> problems)
    {
        string[] words = (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0 && kind != MeasureKind.Amount)
            problems.Add(Malformed(field, text, "Only an amount is a total or a ratio's numerator: leave it empty."));
        if (words.Length > most)
            problems.Add(Malformed(field, text, $"Name at most {most}."));
        SortedDictionary<string, MeasureId> links = new(StringComparer.Ordinal);
        foreach (string word in words)
        {
            if (MeasureId.TryParse(word) is { } link)
                links[link.Value] = link;
            else
                problems.Add(Malformed(field, word, "Write identifiers of measures, such as com-02."));
        }
        return [.. links.Values];
    }

    private bool ReadCountsCases(MeasureKind kind, List<Problem> problems)
    {
        string word = (CountsCases ?? "").Trim().ToLowerInvariant();
        bool counts = word is "yes" or "y" or "true";
        if (!counts && word is not ("" or "no" or "n" or "false"))
            problems.Add(Malformed("counts_cases", CountsCases, "Write yes or no."));
        if (counts && kind != MeasureKind.Percentage)
            problems.Add(Malformed("counts_cases", CountsCases, "Only a percentage has cases that are in its numerator or not: leave it empty."));
        return counts;
    }

    private Guidance ReadGuidance(List<Problem> problems)
    {
        string Read(string text, string field) => SafeText.Read(text, LongestGuidance, Line, field, problems);
        return new(Read(Guidance.Counts, "counts"), Read(Guidance.DoesNotCount, "does_not_count"), Read(Guidance.Evidence, "evidence"),
            Read(Guidance.Example, "example"), Read(Guidance.Mistakes, "mistakes"));
    }

    private Problem Malformed(string field, string? text, string remedy) =>
        new(Line, field, string.IsNullOrWhiteSpace(text) ? ProblemReason.FieldRequired : ProblemReason.MeasureMalformed,
            $"{Problem.Quote(text)} is not a {field} a measure can have.", remedy);

    [GeneratedRegex(@"\bper (\d[\d,]*)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PerInUnit();
}
