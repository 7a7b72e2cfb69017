using System.CommandLine;
using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Output;
using Benchmarking.Cli.Queries;

namespace Benchmarking.Cli.Commands;

/// <summary>The options of a script of queries, and what they do.</summary>
internal sealed class ScriptOptions
{
    private static readonly Column[] Of = [new("query", "Query"), new("line", "Line", true)];

    private readonly Option<string?> _folder = new("--folder") { Description = "Where the results of a script go; it is made when it is not there", HelpName = "FOLDER" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Leave out the queries of a script whose results an earlier run wrote" };
    private readonly Option<bool> _force = new("--force") { Description = "Overwrite results that are there" };
    private readonly Option<string?> _result = new("--file") { Description = "Where the rows of one query go, instead of standard output; it is there whole or not at all", HelpName = "FILE" };

    public Option<string?> File { get; } = new("--script") { Description = "A file of queries, one a line; - reads standard input", HelpName = "FILE" };

    public IEnumerable<Option> All => [File, _result, _folder, _resume, _force];

    /// <summary>The file that the rows of one query go to; null for standard output.</summary>
    /// <exception cref="RefusalException">There are options that without a script, or a file, mean nothing.</exception>
    public string? FileOfOne(Invocation invocation)
    {
        string? file = invocation.Value(_result);
        if (invocation.Value(_folder) is not null || invocation.Value(_resume) || (invocation.Value(_force) && file is null))
            throw new RefusalException(ExitCode.Usage, "--folder and --resume go with --script, and --force with that or --file.");
        return file;
    }

    /// <summary>Whether files that are there already are overwritten.</summary>
    public bool IsForced(Invocation invocation) => invocation.Value(_force);

    /// <summary>Asks the queries of a script.</summary>
    public async Task RunAsync(Invocation invocation, string file, QueryOptions options, bool isDry)
    {
        if (invocation.Value(_result) is not null) throw new RefusalException(ExitCode.Usage, "--file goes without --script.", "Name a --folder: each query of a script has a file there.");
        string? folder = invocation.Value(_folder);
        if (folder is null && !isDry) throw new RefusalException(ExitCode.Usage, "A script needs a folder for its results.", "Name it with --folder, or only look with --dry-run.");
        var text = await CsvFile.ReadAsync(file, invocation.Terminal.In, invocation.Cancellation);
        var queries = QueryScript.Read(text, options, invocation.Parsed);
        ScriptRun run = new(invocation, text.Name);
        if (!isDry)
            await run.WriteAsync(queries, new(folder!, invocation.Format), invocation.Value(_resume), invocation.Value(_force));
        else
            invocation.Show(new("editions", [.. Of, .. QueryCommand.Outlook], [.. queries.Zip(await run.CheckAsync(queries), (query, outlook) =>
                QueryCommand.RowsOf(outlook).Select(row => (IReadOnlyList<object?>)[query.Name, query.Line, .. row])).SelectMany(rows => rows)]));
    }
}
