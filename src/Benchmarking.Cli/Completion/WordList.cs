using System.CommandLine;
using System.CommandLine.Completions;

namespace Benchmarking.Cli.Completion;

/// <summary>Options whose values are several words with commas between.</summary>
internal static class WordList
{
    /// <summary>Completes the word behind the last comma.</summary>
    /// <param name="option">Which option.</param>
    /// <param name="words">Its words.</param>
    public static void Complete(Option option, IReadOnlyCollection<string> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(context => Items(context.WordToComplete, words));
    }

    private static IEnumerable<CompletionItem> Items(string typed, IReadOnlyCollection<string> words)
    {
        string before = typed[..(typed.LastIndexOf(',') + 1)];
        string[] named = before.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return words.Except(named).Select(word => new CompletionItem(before + word));
    }
}
