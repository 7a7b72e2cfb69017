using System.Text;

namespace Benchmarking.Measures;

/// <summary>Identifies a measure: a lower-case slug of 1 to 64 characters, such as <c>emp-01</c>.</summary>
public sealed record MeasureId
{
    internal const string Collection = "measures";

    internal MeasureId(string value) => Value = value;

    /// <summary>The bare identifier.</summary>
    public string Value { get; }

    /// <summary>The resource name, such as <c>measures/emp-01</c>.</summary>
    public string Name => $"{Collection}/{Value}";

    /// <summary>Reads an identifier or a resource name, in any case; null when the text is neither.</summary>
    /// <remarks>Only ASCII is put into lower case: the Kelvin sign would become a k, and a look-alike the measure itself.</remarks>
    public static MeasureId? TryParse(string? text) =>
        text is not null && Ascii.IsValid(text) && Identifier.Read(text.ToLowerInvariant(), Collection) is { } value ? new(value) : null;

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The problem of a measure that the catalogue does not have.</summary>
    public static Problem Unknown(string? text, long line = 0) =>
        new(line, "measure", string.IsNullOrWhiteSpace(text) ? ProblemReason.FieldRequired : ProblemReason.MeasureUnknown,
            $"The catalogue has no measure {Problem.Quote(text)}.",
            "See `benchmarking measures list`; a steward adds measures with `benchmarking measures import`.");
}
