namespace Benchmarking;

/// <summary>
/// The one check of free text: short enough, no control characters, nothing that no file of text may have (U+FFFE and U+FFFF: XML 1.0, 2.2),
/// and nothing a spreadsheet would run when it is exported.
/// </summary>
internal static class SafeText
{
    /// <summary>The trimmed text, with a problem added when it may not be stored.</summary>
    public static string Read(string? text, int longest, long line, string field, ICollection<Problem> problems, bool required = false)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 && required)
            problems.Add(new(line, field, ProblemReason.FieldRequired, $"{field} is empty.", $"Give a {field}."));
        if (trimmed.Length > longest)
        {
            problems.Add(new(line, field, ProblemReason.TextTooLong, $"{field} has {trimmed.Length:N0} characters: {Problem.Quote(trimmed)}.",
                $"Shorten it to {longest:N0} characters."));
        }
        if (IsUnsafe(trimmed))
        {
            problems.Add(new(line, field, ProblemReason.TextUnsafe, $"{Problem.Quote(trimmed)} could be run as a formula, or has control characters or others that are no text.",
                "Begin it with a letter or digit rather than =, +, - or @, and take out what is shown as �."));
        }
        return trimmed;
    }

    // Spreadsheets run a cell that begins with one of these (OWASP, "CSV injection"). A lone "-" is how people write "none".
    private static bool IsUnsafe(string text) =>
        text.Length > 0 && text != "-" && (text[0] is '=' or '+' or '-' or '@' || text.AsSpan().ContainsAny(NoText) || HasLoneSurrogate(text));

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return true;
            i++;
        }
        return false;
    }

    private static readonly System.Buffers.SearchValues<char> NoText =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0x20).Append(0x7f).Concat(Enumerable.Range(0x80, 0x20)).Append(0x2028).Append(0x2029).Append(0xfffe).Append(0xffff)
            .Concat(Enumerable.Range(0x202a, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code).Where(letter => letter != '\n')]);
}
