namespace Benchmarking;

/// <summary>The form of identifiers: 1 to 64 ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, beginning with a letter or digit.</summary>
internal static class Identifier
{
    public const int Longest = 64;

    /// <summary>Whether a text is an identifier.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(text[0]) && !text.ContainsAnyExcept(Letters);

    /// <summary>The identifier in a text that is one already, or a resource name <c>collection/identifier</c>; null when it is neither.</summary>
    public static string? Read(string? text, string collection)
    {
        if (text is null)
            return null;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.StartsWith(collection, StringComparison.Ordinal) && rest.Length > collection.Length && rest[collection.Length] == '/')
            rest = rest[(collection.Length + 1)..];
        return IsValid(rest) ? rest.ToString() : null;
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
}
