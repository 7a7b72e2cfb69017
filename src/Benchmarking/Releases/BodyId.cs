namespace Benchmarking.Releases;

/// <summary>Identifies an umbrella body that publishes: 1 to 24 of a-z, 0-9 and <c>-</c>, beginning with a letter or digit.</summary>
public sealed record BodyId
{
    internal const string Collection = "bodies";

    internal BodyId(string value) => Value = value;

    /// <summary>The bare identifier.</summary>
    public string Value { get; }

    /// <summary>The resource name, such as <c>bodies/social-enterprise-uk</c>.</summary>
    public string Name => $"{Collection}/{Value}";

    /// <summary>Reads an identifier or a resource name; null when the text is neither.</summary>
    public static BodyId? TryParse(string? text) => Identifier.Read(text, Collection) is { } value && ReleaseId.IsSlug(value, ReleaseId.LongestBody) ? new(value) : null;

    /// <summary>The problem of a text that is no body's identifier.</summary>
    public static Problem Malformed(string? text) =>
        new(0, "body", string.IsNullOrWhiteSpace(text) ? ProblemReason.FieldRequired : ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not the identifier of a body.",
            $"Write 1 to {ReleaseId.LongestBody} of a-z, 0-9 and -, such as social-enterprise-uk.");

    /// <summary>The problem of a publisher's key that names no body.</summary>
    public static Problem Missing() =>
        new(0, "authorization", ProblemReason.BodyMissing, "Your key or token is a publisher's and names no body to publish for.",
            "Ask a steward for one that does: benchmarking keys issue --role publisher --body BODY.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
