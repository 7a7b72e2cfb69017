using Benchmarking.Cli.Output;
using Google.Protobuf;

namespace Benchmarking.Cli.Queries;

/// <summary>
/// Where the results of a script go: a file for each query, and beside it the query that it answers, which is how a later run knows that it is finished.
/// A file is there whole or not at all.
/// </summary>
internal sealed class ResultFolder(string path, OutputFormat format)
{
    private const int NamesShown = 5;
    private const string Unfinished = ".part";

    /// <summary>The file of a query.</summary>
    public string PathOf(ScriptQuery query) => Path.Combine(path, query.Name + Ending);

    /// <summary>Whether an earlier run wrote the answer to this very query.</summary>
    public bool IsFinished(ScriptQuery query) => File.Exists(PathOf(query)) && File.Exists(AskedOf(query)) && File.ReadAllText(AskedOf(query)) == TextOf(query);

    /// <summary>Makes the folder, and refuses to overwrite what is in it.</summary>
    /// <exception cref="RefusalException">A file is there already, or the folder cannot be made.</exception>
    public void Prepare(IEnumerable<ScriptQuery> queries, bool isForced) => Guard(() =>
    {
        string[] taken = isForced ? [] : [.. queries.Select(PathOf).Where(Path.Exists)];
        if (taken.Length > 0)
        {
            string more = taken.Length > NamesShown ? Invariant($" and {taken.Length - NamesShown:N0} more") : "";
            throw new RefusalException(ExitCode.WrongState, $"Nothing was written: {string.Join(", ", taken.Take(NamesShown))}{more} {(taken.Length == 1 ? "is" : "are")} there already.",
                "Keep the finished ones and go on with --resume, overwrite with --force, or name another --folder.");
        }

        Directory.CreateDirectory(path);
    });

    /// <summary>Writes the file of a query, or leaves what was there when the writing fails.</summary>
    public async Task WriteAsync(ScriptQuery query, Func<Stream, Task> write)
    {
        string file = PathOf(query);
        try
        {
            await using (var output = File.Create(file + Unfinished)) await write(output);
            // In this order: a file beside which the query stands is always its answer, wherever the machine stops.
            File.Delete(file);
            await File.WriteAllTextAsync(AskedOf(query) + Unfinished, TextOf(query));
            File.Move(AskedOf(query) + Unfinished, AskedOf(query), overwrite: true);
            File.Move(file + Unfinished, file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(refused);
        }
        finally
        {
            File.Delete(file + Unfinished);
            File.Delete(AskedOf(query) + Unfinished);
        }
    }

    private string Ending => format switch
    {
        OutputFormat.Csv => ".csv",
        OutputFormat.Json => ".json",
        OutputFormat.Arrow => ".arrow",
        _ => ".txt",
    };

    private string AskedOf(ScriptQuery query) => PathOf(query) + ".query";

    private static string TextOf(ScriptQuery query) => JsonFormatter.Default.Format(query.Request) + "\n";

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(refused);
        }
    }

    private RefusalException Unwritable(Exception cause) =>
        new(ExitCode.BadInput, $"The results cannot be written to {path}: {cause.Message}", "Name another --folder.", cause: cause);
}
