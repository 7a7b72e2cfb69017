namespace Benchmarking.Releases;

/// <summary>
/// Identifies a release: <c>{body}.{slug}</c>. Its body is part of it, so that whose it is needs no look at the store, and one body's
/// names say nothing of another's.
/// </summary>
public sealed record ReleaseId
{
    internal const string Collection = "releases";
    internal const int LongestBody = 24;
    internal const int LongestSlug = Identifier.Longest - LongestBody - 1;

    private ReleaseId(string value, BodyId body) => (Value, Body) = (value, body);

    /// <summary>The bare identifier, such as <c>social-enterprise-uk.communities-count</c>.</summary>
    public string Value { get; }

    /// <summary>The body whose release it is.</summary>
    public BodyId Body { get; }

    /// <summary>The resource name, such as <c>releases/social-enterprise-uk.communities-count</c>.</summary>
    public string Name => $"{Collection}/{Value}";

    /// <summary>Reads an identifier or a resource name; null when the text is neither.</summary>
    public static ReleaseId? TryParse(string? text) =>
        Identifier.Read(text, Collection) is { } value && value.Split('.') is [var body, var slug] && IsSlug(body, LongestBody) && IsSlug(slug, LongestSlug)
            ? new(value, new(body))
            : null;

    /// <summary>A body's identifier of a slug of 1 to 39 of a-z, 0-9 and <c>-</c>.</summary>
    public static Outcome<ReleaseId> Of(BodyId body, string? slug) => IsSlug(slug ?? "", LongestSlug)
        ? Outcome.Accepted(new ReleaseId($"{body}.{slug}", body))
        : Outcome.Refused<ReleaseId>(new Problem(0, "release_id", string.IsNullOrEmpty(slug) ? ProblemReason.FieldRequired : ProblemReason.IdentifierMalformed,
            $"{Problem.Quote(slug)} cannot name a release.", $"Write 1 to {LongestSlug} of a-z, 0-9 and -, such as communities-count-2014."));

    /// <summary>The problem of a text that is no release's name.</summary>
    public static Problem Malformed(string? text) =>
        new(0, "name", string.IsNullOrWhiteSpace(text) ? ProblemReason.FieldRequired : ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not the name of a release.",
            "Write releases/{body}.{slug}, as `benchmarking releases list` has it.");

    /// <summary>The problem of a release that is not there for whoever asks: absent, not published yet, or another body's draft.</summary>
    public Problem Unknown() =>
        new(0, "name", ProblemReason.ReleaseUnknown, $"There is no release {Value}.", "See `benchmarking releases list`, and `benchmarking releases calendar` for what is to come.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    internal static bool IsSlug(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && text[0] != '-' && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
