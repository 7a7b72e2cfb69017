using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Writes the rows of a query as they come, so that a long answer needs no more memory than a short one; but for a table, which must know its widest row.</summary>
internal abstract class QueryWriter
{
    /// <summary>Writes some rows.</summary>
    public abstract void Write(IReadOnlyCollection<QueryRow> rows);

    /// <summary>There are no more.</summary>
    public abstract void End();

    public static QueryWriter For(Invocation invocation, QueryRequest request) => invocation.Format switch
    {
        OutputFormat.Csv => new QueryCsv(invocation.Terminal.Out, request.GroupBy),
        OutputFormat.Json => new QueryJson(invocation.Terminal.Out),
        _ => new QueryTable(invocation.Terminal.Out, invocation.Terminal.OutWidth),
    };
}
