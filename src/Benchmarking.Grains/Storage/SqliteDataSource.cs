using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Storage;

/// <summary>
/// Hands out connections to one SQLite file, one at a time; whoever comes next waits without holding a thread.
/// </summary>
/// <remarks>
/// SQLite has one writer. Left to itself, a second one sleeps on its thread and tries again, which made sixteen
/// parallel writers ten times slower than taking turns. The turn is taken when a connection is opened, not when it is
/// created: the storage provider creates one merely to look at its type.
/// </remarks>
internal sealed class SqliteDataSource : DbDataSource
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _path;
    private readonly SqliteLayout _layout;
    private bool _prepared;
    private volatile bool _disposed;

    /// <summary>Creates the source; the file is made and its tables laid out when a connection is first opened.</summary>
    /// <param name="path">The database file, in a directory that exists.</param>
    /// <param name="layout">What is in it.</param>
    public SqliteDataSource(string path, SqliteLayout layout = SqliteLayout.Records)
    {
        (_path, _layout) = (path, layout);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // The file is made beforehand, private to its user. One that vanishes later is an error, not a fresh start.
            Mode = SqliteOpenMode.ReadWrite,
            // A backup or an operator's shell may hold the file for a moment.
            DefaultTimeout = 5,
            Pooling = true,
        }.ToString();
    }

    /// <inheritdoc/>
    public override string ConnectionString { get; }

    /// <summary>Waits for the turn.</summary>
    internal Task EnterAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    /// <summary>Waits for the turn, holding the thread.</summary>
    internal void Enter() => _turn.Wait();

    /// <summary>Lets the next one in.</summary>
    internal void Leave() => _turn.Release();

    /// <summary>Opens a connection whose turn it is; the first time, this makes the file and lays it out.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="open">What opens it.</param>
    internal void OpenInTurn(SqliteConnection connection, Action open)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            if (!_prepared)
                PrivateFile.Ensure(_path);
            open();
            SqliteSchema.Configure(connection, _layout);
            if (!_prepared)
                SqliteSchema.Apply(connection, _layout);
            _prepared = true;
        }
        catch (Exception exception) when (SqliteFault.Explain(exception, _path) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new TurnTakingConnection(this);

    /// <summary>Closes the file, which also folds the write-ahead log into it.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            CloseFile();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        CloseFile();
        return base.DisposeAsyncCore();
    }

    private void CloseFile()
    {
        // The semaphore is left to the collector: a connection still out must be able to come home.
        _disposed = true;
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
