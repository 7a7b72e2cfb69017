using Apache.Arrow.Ipc;
using Benchmarking.Arrow;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Writes the rows of a query as they come, so that a long answer needs no more memory than a short one; but for a table, which must know its widest row.</summary>
internal abstract class QueryWriter
{
    /// <summary>Writes some rows.</summary>
    public abstract void Write(IReadOnlyCollection<QueryRow> rows);

    /// <summary>There are no more.</summary>
    public abstract void End();

    /// <summary>Asks a query, and writes its rows as they come.</summary>
    /// <param name="invocation">Whom to ask, and what ends it.</param>
    /// <param name="request">The query.</param>
    /// <param name="report">Is told how many rows of how many there are so far.</param>
    /// <returns>How many there were.</returns>
    public async Task<long> WriteAllAsync(Invocation invocation, QueryRequest request, Action<long, long> report)
    {
        long read = 0;
        await foreach (var response in invocation.Client.Queries.ReadAllAsync(request).WithCancellation(invocation.Cancellation))
        {
            Write(response.Rows);
            read += response.Rows.Count;
            report(read, response.RowCount);
        }

        return read;
    }

    /// <summary>Asks a query, and writes its rows into a file as they come.</summary>
    /// <param name="invocation">Whom to ask, in which format to write, and what ends it.</param>
    /// <param name="request">The query.</param>
    /// <param name="file">Where to write; it stays open.</param>
    /// <param name="report">Is told how many rows of how many there are so far.</param>
    /// <returns>How many there were.</returns>
    public static async Task<long> WriteFileAsync(Invocation invocation, QueryRequest request, Stream file, Action<long, long> report)
    {
        if (invocation.Format == OutputFormat.Arrow)
        {
            using ArrowFileWriter arrow = new(file, RowBatch.Schema, leaveOpen: true);
            return await new QueryArrow(arrow).WriteAndEndAsync(invocation, request, report);
        }

        await using StreamWriter text = new(file, leaveOpen: true) { NewLine = "\n" };
        // People open files in a spreadsheet; what is printed goes on to a script.
        if (invocation.Format == OutputFormat.Csv) await text.WriteAsync(CsvText.Mark);
        return await For(invocation.Format, text, null, request).WriteAndEndAsync(invocation, request, report);
    }

    /// <summary>The writer of a format of text.</summary>
    /// <param name="format">Which format.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="width">Characters of a person's screen; null for a file.</param>
    /// <param name="request">The query that the rows answer.</param>
    public static QueryWriter For(OutputFormat format, TextWriter output, int? width, QueryRequest request) => format switch
    {
        OutputFormat.Csv => new QueryCsv(output, request.GroupBy),
        OutputFormat.Json => new QueryJson(output),
        _ => new QueryTable(output, width),
    };

    private async Task<long> WriteAndEndAsync(Invocation invocation, QueryRequest request, Action<long, long> report)
    {
        long read = await WriteAllAsync(invocation, request, report);
        End();
        return read;
    }
}
