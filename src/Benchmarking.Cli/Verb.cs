using System.CommandLine;
using Benchmarking.Cli.Output;

namespace Benchmarking.Cli;

/// <summary>A command that does something, with examples for its help.</summary>
internal sealed class Verb(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Whether its results can be a file of Arrow.</summary>
    public bool GivesArrow { get; init; }

    /// <summary>What its help says of the results, before the examples; empty when they speak for themselves.</summary>
    public string Explanation { get; init; } = "";
}

/// <summary>Makes verbs that all fail in the same way.</summary>
internal sealed class VerbFactory(Terminal terminal, GlobalOptions globals)
{
    public GlobalOptions Globals => globals;

    public Verb Make(
        string name, string description, IReadOnlyList<string> examples, IEnumerable<Symbol> symbols, Func<Invocation, Task> run, string explanation = "", bool givesArrow = false)
    {
        Verb verb = new(name, description, examples) { Explanation = explanation, GivesArrow = givesArrow };
        foreach (var symbol in symbols)
        {
            if (symbol is Option option) verb.Add(option);
            else if (symbol is Argument argument) verb.Add(argument);
        }

        verb.SetAction((parsed, cancellation) => RunAsync(parsed, run, cancellation));
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<Invocation, Task> run, CancellationToken cancellation)
    {
        using Invocation invocation = new(parsed, globals, terminal, cancellation);
        try
        {
            if (invocation.Format == OutputFormat.Arrow && parsed.CommandResult.Command is Verb { GivesArrow: false })
                throw new RefusalException(ExitCode.Usage, "Only `benchmarking query` gives Arrow.", "Use --output table, csv or json.");
            await run(invocation);
            return ExitCode.Ok;
        }
#pragma warning disable CA1031 // The outermost place: every failure becomes a sentence and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failure.Report(exception, invocation);
        }
    }
}
