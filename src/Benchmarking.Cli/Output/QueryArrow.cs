using Apache.Arrow.Ipc;
using Benchmarking.Arrow;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Rows of a query as a file of Arrow, with the columns that the server's Arrow Flight has.</summary>
internal sealed class QueryArrow(ArrowFileWriter output) : QueryWriter
{
    private readonly RowBatch _batch = new();

    public override void Write(IReadOnlyCollection<QueryRow> rows)
    {
        foreach (var row in rows)
        {
            _batch.Add(row);
            if (_batch.IsFull) WriteBatch();
        }
    }

    public override void End()
    {
        if (_batch.RowCount > 0) WriteBatch();
        // Also when there were no rows: the columns are told all the same.
        output.WriteStart();
        output.WriteEnd();
    }

    private void WriteBatch()
    {
        using var batch = _batch.Take();
        output.WriteRecordBatch(batch);
    }
}
