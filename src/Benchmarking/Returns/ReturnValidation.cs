using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Returns;

/// <summary>Checks the lines of one organisation's return against the catalogue.</summary>
public static class ReturnValidation
{
    /// <summary>Most lines in a return.</summary>
    public const int MostLines = 2_000;

    /// <summary>Most characters of contracts and notes in a return: a return is one record, kept below 256 kB.</summary>
    public const int MostText = 50_000;

    /// <summary>Longest contract reference, in characters.</summary>
    public const int LongestContract = 100;

    /// <summary>Longest note, in characters.</summary>
    public const int LongestNote = 1_000;

    /// <summary>The lines in the order given, or every problem of every line; of more lines than a return may have, that alone.</summary>
    public static Outcome<ImmutableArray<ReturnLine>> Validate(IReadOnlyCollection<LineText> texts, Catalogue catalogue)
    {
        if (texts.Count > MostLines)
            return Outcome.Refused<ImmutableArray<ReturnLine>>(TooMany(texts.Count));
        List<Problem> problems = [];
        CheckSize(texts, problems);
        var lines = ImmutableArray.CreateBuilder<ReturnLine>(texts.Count);
        Dictionary<(MeasureId, Stage, string), long> seen = [];
        foreach (LineText text in texts)
        {
            if (ReadLine(text, catalogue, problems) is not { } line)
                continue;
            CheckUnique(text, line, catalogue, seen, problems);
            lines.Add(line);
        }
        return problems.Count > 0 ? Outcome.Refused<ImmutableArray<ReturnLine>>(problems) : Outcome.Accepted(lines.ToImmutable());
    }

    /// <summary>Longest reason for a submission, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>The trimmed reason for a submission, its lines ended by <c>\n</c>, or what is wrong with it.</summary>
    public static Outcome<string> ReadReason(string? text)
    {
        List<Problem> problems = [];
        // A form sends lines that end as Windows' do, whatever they were typed on.
        string reason = SafeText.Read(text?.Replace("\r\n", "\n", StringComparison.Ordinal), LongestReason, 0, "reason", problems);
        return problems.Count > 0 ? Outcome.Refused<string>(problems) : Outcome.Accepted(reason);
    }

    private static Problem TooMany(int lines) => new(0, "lines", ProblemReason.TooManyLines, $"The return has {lines:N0} lines.",
        $"Add lines of the same measure and stage up until there are at most {MostLines:N0}.");

    private static void CheckSize(IReadOnlyCollection<LineText> texts, List<Problem> problems)
    {
        if (texts.Count == 0)
            problems.Add(new(0, "lines", ProblemReason.NothingToDo, "There is no line to return.", "Send at least one line."));
        long characters = texts.Sum(text => (long)(text.Contract?.Length ?? 0) + (text.Note?.Length ?? 0));
        if (characters > MostText)
        {
            problems.Add(new(0, "note", ProblemReason.TextTooLong, $"Contracts and notes have {characters:N0} characters together.",
                $"Shorten the notes to {MostText:N0} characters in a return."));
        }
    }

    private static ReturnLine? ReadLine(LineText text, Catalogue catalogue, List<Problem> problems)
    {
        int before = problems.Count;
        MeasureId? id = MeasureId.TryParse(text.Measure);
        Measure? measure = catalogue.Find(id);
        if (measure is null)
            problems.Add(MeasureId.Unknown(text.Measure, text.Line));
        Stage? stage = Stages.TryParse(text.Stage);
        if (stage is null)
            problems.Add(Stages.Unknown(text.Stage, text.Line));
        else if (measure is not null && !measure.Stages.Contains(stage.Value))
            problems.Add(NotCollected(text, measure));
        bool alone = measure?.Kind is MeasureKind.Amount or MeasureKind.YesNo && string.IsNullOrWhiteSpace(text.Denominator);
        decimal? numerator = DecimalText.Read(text.Numerator, text.Line, "numerator", problems);
        decimal? denominator = alone ? 1m : DecimalText.Read(text.Denominator, text.Line, "denominator", problems);
        CheckNumbers(text, measure, numerator, denominator, problems);
        string contract = SafeText.Read(text.Contract, LongestContract, text.Line, "contract", problems);
        string note = SafeText.Read(text.Note, LongestNote, text.Line, "note", problems);
        return problems.Count > before ? null : new(id!, stage!.Value, numerator!.Value, denominator!.Value, contract, note);
    }

    private static Problem NotCollected(LineText text, Measure measure) =>
        new(text.Line, "stage", ProblemReason.StageNotCollected, $"{measure.Id} is not collected at the stage {Problem.Quote(text.Stage)}.",
            $"Use {string.Join(" or ", measure.Stages.Select(stage => stage.ToText()))}.");

    private static void CheckNumbers(LineText text, Measure? measure, decimal? numerator, decimal? denominator, List<Problem> problems)
    {
        if (numerator < 0)
        {
            problems.Add(new(text.Line, "numerator", ProblemReason.NumberNegative, $"{Problem.Quote(text.Numerator)} is below zero.",
                "Give 0 or more."));
        }
        if (denominator <= 0)
        {
            problems.Add(new(text.Line, "denominator", ProblemReason.DenominatorNotPositive, $"{Problem.Quote(text.Denominator)} is not above zero.",
                "Leave the line out where the denominator is 0: nothing was there to count."));
        }
        if (measure is null || numerator is not >= 0 || denominator is not > 0)
            return;
        if (measure.Kind == MeasureKind.Percentage && numerator > denominator)
        {
            problems.Add(new(text.Line, "numerator", ProblemReason.NumeratorAboveDenominator,
                $"{Problem.Quote(text.Numerator)} of {Problem.Quote(text.Denominator)} is above 100 %.",
                $"{measure.Id} is a percentage: the numerator is part of the denominator. Check that they are not swapped."));
        }
        if (measure.Kind == MeasureKind.YesNo && !(numerator is 0 or 1 && denominator == 1))
        {
            problems.Add(new(text.Line, "numerator", ProblemReason.NotYesOrNo, $"{measure.Id} is a yes/no measure.",
                "Write 1 over 1 for yes, 0 over 1 for no."));
        }
        if (measure.Kind == MeasureKind.Amount && denominator != 1)
        {
            problems.Add(new(text.Line, "denominator", ProblemReason.NumberOutOfRange, $"{measure.Id} is an amount and has no denominator.",
                "Leave the denominator empty, or write 1."));
        }
    }

    // One yes or no an organisation; otherwise one line a contract.
    private static void CheckUnique(LineText text, ReturnLine line, Catalogue catalogue,
        Dictionary<(MeasureId, Stage, string), long> seen, List<Problem> problems)
    {
        string contract = catalogue.Find(line.Measure)!.Kind == MeasureKind.YesNo ? "" : line.Contract;
        if (seen.TryAdd((line.Measure, line.Stage, contract), text.Line))
            return;
        problems.Add(new(text.Line, "measure", ProblemReason.LineDuplicate,
            $"{line.Measure} at {line.Stage.ToText()} is on line {seen[(line.Measure, line.Stage, contract)]} already.",
            "Keep one of the lines, or give each its own contract reference."));
    }
}
