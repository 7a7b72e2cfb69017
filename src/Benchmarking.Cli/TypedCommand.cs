using System.CommandLine;
using System.CommandLine.Parsing;

namespace Benchmarking.Cli;

/// <summary>The command that was typed, to be typed again: as the same request, where that has an id.</summary>
internal static class TypedCommand
{
    private const string RequestId = "--request-id";
    private const string Key = "--key";

    // What no shell takes for something else.
    private const string Plain = "-_./:=@,+";

    /// <summary>The command as it was typed, with the request's id if it has one; a key that was typed is left for its owner to fill in.</summary>
    public static string Again(ParseResult parsed, string? requestId = null)
    {
        List<string> words = ["benchmarking"];
        // The program's own name, should the library count it among them, stands there already.
        Token[] tokens = [.. parsed.Tokens.SkipWhile(token => token.Value == parsed.RootCommandResult.Command.Name)];
        int verb = Array.FindLastIndex(tokens, token => token.Type == TokenType.Command);
        for (int at = 0; at < tokens.Length; at++)
        {
            bool isOption = tokens[at].Type == TokenType.Option;
            if (isOption && tokens[at].Value == RequestId)
            {
                at++;
                continue;
            }

            words.Add(Quoted(tokens[at].Value));
            if (at == verb && requestId is not null) words.AddRange([RequestId, Quoted(requestId)]);
            if (!isOption || tokens[at].Value != Key) continue;
            words.Add("KEY");
            at++;
        }

        return string.Join(' ', words);
    }

    private static string Quoted(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
