using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Server.Web.Returns;

/// <summary>What a browser sends of a row of the form: texts, as they were typed.</summary>
internal sealed class PostedRow
{
    /// <summary>The measure's identifier.</summary>
    public string? Measure { get; set; }

    /// <summary>The stage's word.</summary>
    public string? Stage { get; set; }

    /// <summary>The contract's reference.</summary>
    public string? Contract { get; set; }

    /// <summary>The numerator.</summary>
    public string? Numerator { get; set; }

    /// <summary>The denominator.</summary>
    public string? Denominator { get; set; }

    /// <summary>The note.</summary>
    public string? Note { get; set; }

    /// <summary>Whether anything was typed into it.</summary>
    public bool IsFilled => !string.IsNullOrWhiteSpace(Numerator) || !string.IsNullOrWhiteSpace(Denominator) || !string.IsNullOrWhiteSpace(Note);

    /// <summary>As validation reads it.</summary>
    public LineText ToText(int index) => new(index + 1, Measure ?? "", Stage ?? "", Numerator ?? "", Denominator ?? "", Contract ?? "", Note ?? "");
}

/// <summary>A row of the form: a measure at a stage, and what stands in its fields.</summary>
/// <param name="Index">Its place in the form, from 0.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Fields">What stands in it.</param>
internal sealed record FormRow(int Index, Measure Measure, Stage Stage, PostedRow Fields)
{
    /// <summary>Most rows that a form has; a longer return is changed by a file.</summary>
    public const int Most = 250;

    /// <summary>The identifier of a field, which is unique on the page.</summary>
    public string Id(string field) => IdOf(Index, field);

    /// <summary>The name by which a field is sent.</summary>
    public string Name(string field) => $"Rows[{Index.ToString(CultureInfo.InvariantCulture)}].{field}";

    /// <summary>The identifier of the field that a problem is about.</summary>
    public static string IdOf(long index, string field) => $"row-{index.ToString(CultureInfo.InvariantCulture)}-{field.ToLowerInvariant()}";

    /// <summary>Every measure at every stage with the lines that are returned for it; an empty row where there is none.</summary>
    public static ImmutableArray<FormRow> Of(Catalogue catalogue, IReadOnlyCollection<ReturnLine> lines)
    {
        ILookup<(MeasureId, Stage), ReturnLine> known = lines.ToLookup(line => (line.Measure, line.Stage));
        IEnumerable<(Measure Measure, Stage Stage, PostedRow Fields)> rows = catalogue.Measures.SelectMany(measure => measure.Stages.SelectMany(stage =>
            known[(measure.Id, stage)].Select(FieldsOf).DefaultIfEmpty(new PostedRow()).Select(fields => (measure, stage, fields))));
        return [.. rows.Select((row, index) => new FormRow(index, row.Measure, row.Stage, row.Fields))];
    }

    /// <summary>The rows that a browser sent, each with its measure; those of no measure or stage are left out.</summary>
    public static ImmutableArray<FormRow> Of(Catalogue catalogue, IReadOnlyList<PostedRow> posted) =>
    [
        .. posted.Select((fields, index) => (fields, index, measure: catalogue.Find(MeasureId.TryParse(fields.Measure)), stage: Stages.TryParse(fields.Stage)))
            .Where(row => row.measure is not null && row.stage is not null)
            .Select(row => new FormRow(row.index, row.measure!, row.stage!.Value, row.fields)),
    ];

    private static PostedRow FieldsOf(ReturnLine line) => new()
    {
        Contract = line.Contract,
        Numerator = line.Numerator.ToString(CultureInfo.InvariantCulture),
        Denominator = line.Denominator.ToString(CultureInfo.InvariantCulture),
        Note = line.Note,
    };
}
