using Spectre.Console;

namespace Benchmarking.Cli.Imports;

/// <summary>How far long work is: a bar for a person who watches, one line for a log.</summary>
internal static class ImportProgress
{
    /// <param name="terminal">Where progress goes: standard error.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Reports how much of how much is done.</param>
    public static async Task RunAsync(Terminal terminal, string title, Func<Action<int, int>, Task> work)
    {
        if (!terminal.ErrorIsWatched)
        {
            await terminal.Error.WriteLineAsync($"{title} …");
            await work((_, _) => { });
            return;
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title));
            await work((done, total) =>
            {
                bar.MaxValue = Math.Max(1, total);
                bar.Value = done;
            });
        });
    }
}
