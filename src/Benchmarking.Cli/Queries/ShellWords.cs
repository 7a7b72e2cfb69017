using System.Text;

namespace Benchmarking.Cli.Queries;

/// <summary>The words of a line as a POSIX shell reads them: quotes, backslashes and comments, and nothing is expanded.</summary>
internal static class ShellWords
{
    /// <summary>The words of a line; null when a quote does not end on it, or a backslash ends it.</summary>
    public static string[]? Split(string line)
    {
        List<string> words = [];
        // Null between words: an empty word in quotes is one.
        StringBuilder? word = null;
        for (int at = 0; at < line.Length; at++)
        {
            char letter = line[at];
            if (char.IsWhiteSpace(letter))
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
                continue;
            }

            if (letter == '#' && word is null) break;
            word ??= new();
            if (Read(line, at, word) is not { } last) return null;
            at = last;
        }

        if (word is not null) words.Add(word.ToString());
        return [.. words];
    }

    // Reads a letter, a quoted part or an escaped letter, and returns where it ends.
    private static int? Read(string line, int at, StringBuilder word)
    {
        switch (line[at])
        {
            case '\\':
                if (at + 1 == line.Length) return null;
                word.Append(line[at + 1]);
                return at + 1;
            case '\'':
                int end = line.IndexOf('\'', at + 1);
                if (end < 0) return null;
                word.Append(line, at + 1, end - at - 1);
                return end;
            case '"':
                return ReadQuoted(line, at + 1, word);
            default:
                word.Append(line[at]);
                return at;
        }
    }

    private static int? ReadQuoted(string line, int at, StringBuilder word)
    {
        for (; at < line.Length; at++)
        {
            if (line[at] == '"') return at;
            if (line[at] == '\\' && at + 1 < line.Length && (line[at + 1] is '"' or '\\' or '$' or '`')) at++;
            word.Append(line[at]);
        }

        return null;
    }
}
