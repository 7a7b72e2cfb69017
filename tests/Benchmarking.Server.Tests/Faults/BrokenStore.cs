using Microsoft.Data.Sqlite;

namespace Benchmarking.Server.Tests.Faults;

/// <summary>Breaks the store of a running server from outside, as a second program could, until it is disposed of.</summary>
internal sealed class BrokenStore : IDisposable
{
    private readonly string _directory;
    private readonly string _mend;

    private BrokenStore(string directory, string harm, string mend)
    {
        (_directory, _mend) = (directory, mend);
        Execute(directory, harm);
    }

    /// <summary>Refuses every write of a record, such as <c>return.v1</c>.</summary>
    public static BrokenStore Refusing(string directory, string state) => new(directory,
        $"CREATE TRIGGER fault BEFORE INSERT ON OrleansStorage WHEN NEW.GrainTypeString = '{state}' BEGIN SELECT RAISE(ABORT, 'secret words of the store'); END;",
        "DROP TRIGGER fault;");

    /// <summary>Lets nothing be read or written.</summary>
    public static BrokenStore Unreadable(string directory) =>
        new(directory, "ALTER TABLE OrleansStorage RENAME TO Elsewhere;", "ALTER TABLE Elsewhere RENAME TO OrleansStorage;");

    /// <summary>Writes every record of a name behind the server's back, so that its next write conflicts.</summary>
    public static void Overtake(string directory, string state)
    {
        Assert.NotEqual(0, Execute(directory, $"UPDATE OrleansStorage SET Version = Version + 1 WHERE GrainTypeString = '{state}';"));
    }

    public void Dispose() => Execute(_directory, _mend);

    private static int Execute(string directory, string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(directory, "benchmarking.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
