using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Benchmarking.Cli.Commands;

namespace Benchmarking.Cli;

/// <summary>The command `benchmarking`: its verbs, its help, its exit code.</summary>
internal static class CommandLine
{
    private const string Description = """
        Return social value figures and compare yourself with your sector.

        Results go to standard output and everything else to standard error. Identifiers may be written bare (`tp01`) or as
        resource names (`measures/tp01`).
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var parsed = Root(terminal).Parse(arguments);
        InvocationConfiguration streams = new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        if (parsed.Action is not ParseErrorAction wrong) return await parsed.InvokeAsync(streams, cancellation);
        // Suggestions would stand on standard output, where a script expects results; and help would push the error off the screen.
        streams.Output = terminal.Error;
        wrong.ShowHelp = false;
        await parsed.InvokeAsync(streams, cancellation);
        await terminal.Error.WriteLineAsync("Help: benchmarking --help, or --help after any command.");
        return ExitCode.Usage;
    }

    internal static RootCommand Root(Terminal terminal)
    {
        VerbFactory verbs = new(terminal, new());
        RootCommand root = new(Description)
        {
            OrganisationCommands.Create(verbs),
            MeasureCommands.Create(verbs),
            PeriodCommands.Create(verbs),
            ReturnCommands.Create(verbs),
            EditionCommands.Create(verbs),
            CompareCommand.Create(verbs),
            CompareSectorsCommand.Create(verbs),
            TrendCommand.Create(verbs),
            BenchmarkCommand.Create(verbs),
            CohortCommands.Create(verbs),
            QueryCommand.Create(verbs),
            ReleaseCommands.Create(verbs),
            KeyCommands.Create(verbs),
            JournalCommands.Create(verbs),
            CompletionCommand.Create(verbs),
        };
        verbs.Globals.AddTo(root);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The usual help, then what the command's results mean and its examples, or the root's exit codes.</summary>
    private sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = usual.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            switch (parseResult.CommandResult.Command)
            {
                case Verb verb:
                    if (verb.Explanation.Length > 0) output.WriteLine(verb.Explanation + "\n");
                    output.WriteLine("Examples:");
                    foreach (string example in verb.Examples) output.WriteLine($"  {example}");
                    break;
                case RootCommand:
                    output.WriteLine(ExitCode.Help);
                    break;
            }

            return exitCode;
        }
    }
}
