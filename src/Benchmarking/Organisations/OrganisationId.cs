namespace Benchmarking.Organisations;

/// <summary>Identifies an organisation: a GSS code, a registration number or any slug of 1 to 64 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</summary>
/// <remarks>Upper and lower case differ, as they do in registration numbers.</remarks>
public sealed record OrganisationId
{
    internal const string Collection = "organisations";

    internal OrganisationId(string value) => Value = value;

    /// <summary>The bare identifier, such as <c>00AA</c>.</summary>
    public string Value { get; }

    /// <summary>The resource name, such as <c>organisations/00AA</c>.</summary>
    public string Name => $"{Collection}/{Value}";

    /// <summary>Reads an identifier or a resource name; null when the text is neither.</summary>
    public static OrganisationId? TryParse(string? text) => Identifier.Read(text, Collection) is { } value ? new(value) : null;

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The problem of a text that is not an organisation's identifier.</summary>
    public static Problem Malformed(string? text, long line = 0, string field = "organisation") =>
        new(line, field, string.IsNullOrWhiteSpace(text) ? ProblemReason.FieldRequired : ProblemReason.IdentifierMalformed,
            $"{Problem.Quote(text)} is not an organisation's identifier.",
            "Use 1 to 64 letters, digits, '-', '_' or '.', such as 00AA or L4517.");

    /// <summary>The problem of an organisation that does not exist or is not the caller's: both are told alike.</summary>
    public static Problem Unknown(string text, long line = 0, string field = "organisation") =>
        new(line, field, ProblemReason.OrganisationUnknown, $"There is no organisation {Problem.Quote(text)} that you may use.",
            "Check the identifier; a steward adds organisations with `benchmarking organisations import`.");

    /// <summary>The problem of an organisation that was withdrawn: nothing can be written of it or for it again.</summary>
    public static Problem Withdrawn(string text, long line = 0, string field = "organisation") =>
        new(line, field, ProblemReason.OrganisationWithdrawn, $"The organisation {Problem.Quote(text)} was withdrawn, for good.",
            "Leave it out; a body that returns again needs another identifier.");
}
