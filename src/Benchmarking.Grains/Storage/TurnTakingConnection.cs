using System.Data;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Storage;

/// <summary>A connection that waits for its turn to open, and gives the turn back when it closes.</summary>
/// <param name="source">Whose turns they are.</param>
internal sealed class TurnTakingConnection(SqliteDataSource source) : SqliteConnection(source.ConnectionString)
{
    private int _hasTurn;

    /// <inheritdoc/>
    public override void Open()
    {
        if (State == ConnectionState.Open)
            return;
        source.Enter();
        OpenInTurn();
    }

    /// <inheritdoc/>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (State == ConnectionState.Open)
            return;
        await source.EnterAsync(cancellationToken).ConfigureAwait(false);
        OpenInTurn();
    }

    /// <summary>Closes the connection; the file itself stays open for the next. Disposing comes here too.</summary>
    public override void Close()
    {
        try
        {
            base.Close();
        }
        finally
        {
            if (Interlocked.Exchange(ref _hasTurn, 0) == 1)
                source.Leave();
        }
    }

    private void OpenInTurn()
    {
        _hasTurn = 1;
        try
        {
            source.OpenInTurn(this, base.Open);
        }
        catch
        {
            Close();
            throw;
        }
    }
}
