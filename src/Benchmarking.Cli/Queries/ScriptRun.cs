using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Queries;

/// <summary>Asks the queries of a script, one after another.</summary>
internal sealed class ScriptRun(Invocation invocation, string script)
{
    // What a bar shows of the work; rows alone could be more than it counts.
    private const int Steps = 10_000;

    private static readonly Column[] Results = [new("query", "Query"), new("line", "Line", true), new("file", "File"), new("rows", "Rows", true), new("outcome", "Outcome")];

    /// <summary>What each query would give.</summary>
    /// <returns>In their order.</returns>
    /// <exception cref="RefusalException">Every problem of every query that the server tells.</exception>
    public async Task<List<DryRunResponse>> CheckAsync(IReadOnlyList<ScriptQuery> queries)
    {
        List<DryRunResponse> outlooks = [];
        List<Problem> problems = [];
        await ImportProgress.RunAsync(invocation.Terminal, Invariant($"Checking {queries.Count:N0} queries"), async report =>
        {
            foreach (var query in queries)
            {
                try
                {
                    outlooks.Add(await invocation.Client.Queries.DryRunAsync(new() { Query = query.Request }, cancellationToken: invocation.Cancellation));
                }
                catch (RpcException refused) when (refused.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition)
                {
                    problems.AddRange(ProblemsOf(query, BenchmarkingException.From(refused)));
                }

                report(outlooks.Count, queries.Count);
            }
        });
        return problems.Count == 0 ? outlooks : throw QueryScript.Refused(script, problems);
    }

    /// <summary>Writes a file for each query; without those that an earlier run finished, when it is to go on from there.</summary>
    public async Task WriteAsync(IReadOnlyList<ScriptQuery> queries, ResultFolder folder, bool isResumed, bool isForced)
    {
        ScriptQuery[] open = [.. queries.Where(query => !isResumed || !folder.IsFinished(query))];
        folder.Prepare(open, isForced);
        long total = open.Length == 0 ? 0 : (await CheckAsync(open)).Sum(outlook => outlook.RowCount);
        Dictionary<ScriptQuery, long> rows = [];
        try
        {
            await ImportProgress.RunAsync(invocation.Terminal, Invariant($"Reading {open.Length:N0} queries"), async report =>
            {
                long done = 0;
                foreach (var query in open)
                {
                    await folder.WriteAsync(query, async output => rows[query] = await QueryWriter.WriteFileAsync(invocation, query.Request, output,
                        (read, _) => report((int)(Steps * (done + read) / Math.Max(1, total)), Steps)));
                    done += rows[query];
                }
            });
        }
        catch when (queries.Count - open.Length + rows.Count > 0)
        {
            invocation.Explain(Invariant($"{queries.Count - open.Length + rows.Count:N0} of {queries.Count:N0} results are written. The same command with --resume goes on with the rest."));
            throw;
        }

        invocation.Show(new("results", Results, [.. queries.Select(query => (IReadOnlyList<object?>)
            [query.Name, query.Line, folder.PathOf(query), rows.TryGetValue(query, out long count) ? (decimal)count : null, rows.ContainsKey(query) ? "written" : "kept"])]));
    }

    private static IEnumerable<Problem> ProblemsOf(ScriptQuery query, BenchmarkingException failure) => failure.Problems.Count > 0
        ? failure.Problems.Select(problem => new Problem(problem) { Line = query.Line })
        : [new() { Line = query.Line, Reason = failure.Reason ?? ErrorReason.Unspecified, Message = failure.Message, Remedy = failure.Remedy }];
}
