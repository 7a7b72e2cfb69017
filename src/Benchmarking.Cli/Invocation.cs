using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;

namespace Benchmarking.Cli;

/// <summary>One run of one command: its values, the connection, and where to write.</summary>
internal sealed class Invocation(ParseResult parsed, GlobalOptions globals, Terminal terminal, CancellationToken cancellation) : IDisposable
{
    private BenchmarkingClient? _client;

    public Terminal Terminal => terminal;

    public CancellationToken Cancellation => cancellation;

    public OutputFormat Format { get; } = globals.Format(parsed);

    public string Server => globals.Server(parsed, terminal);

    /// <summary>Connected at first use, so that a bad file is refused without a server.</summary>
    public BenchmarkingClient Client => _client ??= globals.Connect(parsed, terminal);

    /// <summary>What was typed.</summary>
    public ParseResult Parsed => parsed;

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    public void Show(Listing listing) => terminal.Out.Write(listing.Text(Format, terminal.OutWidth));

    /// <summary>Shows what people correct in a spreadsheet and import again.</summary>
    public void ShowSheet(Listing listing)
    {
        if (Format == OutputFormat.Csv) MarkSheet();
        Show(listing);
    }

    /// <summary>Begins CSV for a spreadsheet; on a screen nobody needs the mark.</summary>
    public void MarkSheet()
    {
        if (terminal.OutWidth is null) terminal.Out.Write(CsvText.Mark);
    }

    /// <summary>
    /// What to do when what was sent gets no answer, though it may have been done, line by line; empty for what may simply be asked again.
    /// </summary>
    public IReadOnlyList<string> WhenUnknown { get; set; } = [];

    /// <summary>The id of the request that is about to be sent, after which a failure says how to ask for the same again.</summary>
    /// <param name="typed">The id that was typed; null for a new one.</param>
    public string RequestId(string? typed)
    {
        string id = Given(typed) ?? Guid.NewGuid().ToString();
        WhenUnknown = [$"This asks for the same as request {id}, which is done once however often it is sent:", $"  {TypedCommand.Again(parsed, id)}"];
        return id;
    }

    /// <summary>What is no result, for the person who waits.</summary>
    public void Explain(string text) => terminal.Error.WriteLine(Printable.Of(text));

    public void Dispose() => _client?.Dispose();

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
