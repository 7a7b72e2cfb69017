using System.CommandLine;
using System.Text;
using Benchmarking.Cli.Commands;
using Benchmarking.Cli.Csv;
using Benchmarking.V1;

namespace Benchmarking.Cli.Queries;

/// <summary>A file of queries: on each line the options of one as they are typed, and on the others nothing or a comment.</summary>
internal sealed class QueryScript
{
    private const int MostQueries = 10_000;
    private const int LongestName = 100;

    // A line says only what it asks for: an @ in it names no file, and it has no sub-commands.
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    private readonly QueryOptions _options;
    private readonly ParseResult _typed;
    private readonly Command _command;
    private readonly Option<string?> _name = new("--name");
    private readonly List<ScriptQuery> _queries = [];
    private readonly List<Problem> _problems = [];

    private QueryScript(QueryOptions options, ParseResult typed)
    {
        (_options, _typed, _command) = (options, typed, new("query") { _name });
        foreach (var option in options.All) _command.Add(option);
    }

    /// <summary>Reads a script.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="options">The options of a query.</param>
    /// <param name="typed">The command line: what it says counts for each line that does not say it itself.</param>
    /// <exception cref="RefusalException">Everything wrong with it, at once.</exception>
    public static List<ScriptQuery> Read(CsvFile file, QueryOptions options, ParseResult typed)
    {
        QueryScript script = new(options, typed);
        string[] lines = Encoding.UTF8.GetString(file.Bytes).TrimStart('\uFEFF').Split('\n');
        for (int at = 0; at < lines.Length; at++) script.Add(at + 1, lines[at].TrimEnd('\r'));
        script.CheckNames();
        if (script._queries.Count > MostQueries) script.Blame(0, Invariant($"The script has {script._queries.Count:N0} queries."), Invariant($"Split it: a script may have {MostQueries:N0}."));
        if (script._queries.Count == 0 && script._problems.Count == 0) script.Blame(0, "The script has no query.", "Write one on each line, such as: --period 2025-26 --group-by sector");
        return script._problems.Count == 0 ? script._queries : throw Refused(file.Name, script._problems);
    }

    /// <summary>Says what is wrong with a script before anything of it is written.</summary>
    public static RefusalException Refused(string name, IReadOnlyList<Problem> problems) => new(ExitCode.BadInput,
        Invariant($"No figure was asked for: {name} has {problems.Count:N0} {(problems.Count == 1 ? "problem" : "problems")}."), problems: [.. problems.OrderBy(problem => problem.Line)]);

    private void Add(int line, string text)
    {
        if (ShellWords.Split(text) is not { } words)
        {
            Blame(line, "A quote does not end on its line, or a backslash ends it.", "Write each query whole on one line.");
            return;
        }

        if (words.Length == 0) return;
        var parsed = _command.Parse([.. words.SkipWhile((word, at) => at < 2 && word is "benchmarking" or "query")], Plain);
        foreach (var error in parsed.Errors) Blame(line, error.Message, "");
        if (parsed.Errors.Count > 0) return;
        List<string> problems = [];
        var request = _options.Read(parsed, _typed, problems);
        foreach (string problem in problems) Blame(line, problem, "");
        _queries.Add(new(line, NameOf(line, parsed), request));
    }

    private string NameOf(int line, ParseResult parsed)
    {
        if (parsed.GetValue(_name) is not { } name) return Invariant($"query-{_queries.Count + 1:000}");
        if (name.Length is 0 or > LongestName || name[0] is '.' or '-' || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
            Blame(line, $"--name takes up to {LongestName} of A-Z, a-z, 0-9, -, _ and ., and begins with a letter, a digit or _; not \"{name}\".", "");
        return name;
    }

    // Without regard to case, since some disks have none.
    private void CheckNames()
    {
        foreach (var same in _queries.GroupBy(query => query.Name, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var query in same.Skip(1)) Blame(query.Line, Invariant($"The name {query.Name} is that of line {same.First().Line} too."), "Give each query a --name of its own.");
        }
    }

    private void Blame(int line, string message, string remedy) => _problems.Add(new() { Line = line, Message = message, Remedy = remedy });
}
