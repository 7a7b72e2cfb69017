using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Benchmarking.Measures;

/// <summary>The measures of the platform, each at its current revision. Immutable: an import gives another catalogue.</summary>
public sealed class Catalogue
{
    /// <summary>Most measures; a catalogue is one record.</summary>
    public const int MostMeasures = 500;

    private readonly FrozenDictionary<MeasureId, Measure> _byId;

    internal Catalogue(ImmutableArray<Measure> measures)
    {
        Measures = measures;
        _byId = measures.ToFrozenDictionary(measure => measure.Id);
    }

    /// <summary>The catalogue shipped by default: 26 social value measures with guidance.</summary>
    public static Catalogue Default { get; } = ReadDefault();

    /// <summary>All measures, in the order they were added.</summary>
    public ImmutableArray<Measure> Measures { get; }

    /// <summary>A measure, or null when the catalogue has none of that identifier.</summary>
    public Measure? Find(MeasureId? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>
    /// The catalogue with definitions added or revised. A changed definition gets the next revision; an equal one stays as it is. What a measure follows from
    /// changes only where a definition says so: figures are protected by it, and nobody who mends a text should lose that.
    /// </summary>
    /// <returns>The new catalogue, or every problem of every definition.</returns>
    public Outcome<Catalogue> Import(IReadOnlyCollection<MeasureDefinition> definitions)
    {
        List<Problem> problems = [];
        if (definitions.Count == 0)
            problems.Add(new(0, "id", ProblemReason.NothingToDo, "There is no measure to import.", "Send at least one line."));
        Dictionary<MeasureId, long> lines = [];
        List<Measure> result = [.. Measures];
        foreach (MeasureDefinition definition in definitions)
        {
            Outcome<Measure> outcome = definition.Validate();
            problems.AddRange(outcome.Problems);
            if (outcome.IsAccepted)
                Place(outcome.Value, definition, lines, result, problems);
        }
        if (result.Count > MostMeasures)
        {
            problems.Add(new(0, "id", ProblemReason.TooManyLines, $"The catalogue would have {result.Count} measures.",
                $"Keep at most {MostMeasures}."));
        }
        problems.AddRange(result.SelectMany(measure => LinkProblems(measure, lines.GetValueOrDefault(measure.Id), result)));
        return problems.Count > 0 ? Outcome.Refused<Catalogue>(problems) : Outcome.Accepted(new Catalogue([.. result]));
    }

    // One step only: what a measure follows from follows from nothing itself.
    private static IEnumerable<Problem> LinkProblems(Measure measure, long line, List<Measure> measures)
    {
        foreach (MeasureId part in measure.Parts)
        {
            if (measures.Find(other => other.Id == part) is not { Kind: MeasureKind.Amount, IsLinked: false })
                yield return new(line, "parts", ProblemReason.MeasureMalformed, $"{measure.Id} cannot be the total of {part}.", "Name amounts that are in the catalogue and are neither totals nor numerators.");
        }
        if (measure.NumeratorOf is { } ratio && measures.Find(other => other.Id == ratio) is not { Kind: MeasureKind.Percentage or MeasureKind.Rate })
            yield return new(line, "numerator_of", ProblemReason.MeasureMalformed, $"{measure.Id} cannot be the numerator of {ratio}.", "Name a percentage or a rate that is in the catalogue.");
    }

    private static void Place(Measure measure, MeasureDefinition definition, Dictionary<MeasureId, long> lines, List<Measure> result, List<Problem> problems)
    {
        long line = definition.Line;
        if (!lines.TryAdd(measure.Id, line))
        {
            problems.Add(new(line, "id", ProblemReason.LineDuplicate, $"{Problem.Quote(measure.Id.Value)} is on line {lines[measure.Id]} already.",
                "Keep one of the lines."));
            return;
        }
        int index = result.FindIndex(known => known.Id == measure.Id);
        if (index < 0)
        {
            result.Add(measure);
            return;
        }
        Measure known = result[index];
        if (known.Kind != measure.Kind)
        {
            problems.Add(new(line, "kind", ProblemReason.MeasureKindFixed, $"{known.Id} is a {known.Kind} already, and earlier figures rest on it.",
                "Give the new measure another identifier."));
        }
        Measure revised = measure with
        {
            AlsoPer = known.AlsoPer,
            Revision = known.Revision,
            Parts = definition.Parts is null ? known.Parts : measure.Parts,
            NumeratorOf = definition.NumeratorOf is null ? known.NumeratorOf : measure.NumeratorOf,
        };
        if (revised is { Parts.Length: > 0, NumeratorOf: not null })
        {
            problems.Add(new(line, measure.NumeratorOf is null ? "parts" : "numerator_of", ProblemReason.MeasureMalformed,
                $"{known.Id} is a {(measure.NumeratorOf is null ? "ratio's numerator" : "total")} already, and cannot be both.", "Give both columns, one of them empty."));
        }
        if (!known.IsSameDefinition(revised))
            result[index] = revised with { Revision = known.Revision + 1 };
    }

    private static Catalogue ReadDefault()
    {
        using Stream stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.json")
            ?? throw new InvalidOperationException("The shipped catalogue is not in the assembly.");
        CatalogueFile file = JsonSerializer.Deserialize(stream, CatalogueJson.Default.CatalogueFile)
            ?? throw new InvalidOperationException("The shipped catalogue is empty.");
        return new([.. file.Measures.Select(entry => entry.ToMeasure())]);
    }
}
