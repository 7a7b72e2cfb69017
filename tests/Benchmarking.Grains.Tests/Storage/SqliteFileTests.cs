using Benchmarking.Grains.Storage;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>The file itself: how it is made, what survives a restart, and what is refused.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _temporary = new();

    private string DatabasePath => _temporary.File("benchmarking.db");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_restarted_silo_finds_what_was_written()
    {
        string[] keys = Enumerable.Range(0, 20).Select(_ => Cell.NewKey()).ToArray();
        string? version = null;
        await using (SqliteSilo silo = await SqliteSilo.Start(_temporary.Path))
        {
            foreach (string key in keys)
                version = (await Cell.Written(silo.Storage, key, key)).State.ETag;
        }
        Assert.False(File.Exists(DatabasePath + "-wal"), "The log should have been folded in.");
        await using SqliteSilo restarted = await SqliteSilo.Start(_temporary.Path);
        foreach (string key in keys)
            Assert.Equal(key, (await Cell.Read(restarted.Storage, key)).Record.Text);
        Assert.Equal(version, (await Cell.Read(restarted.Storage, keys[^1])).State.ETag);
    }

    [Fact]
    public async Task A_second_silo_on_the_same_directory_is_refused_and_the_first_goes_on()
    {
        await using SqliteSilo silo = await SqliteSilo.Start(_temporary.Path);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SqliteSilo.Start(_temporary.Path));
        await Cell.Written(silo.Storage, Cell.NewKey(), "still here");
    }

    [Fact]
    public async Task A_silo_on_a_damaged_file_says_so_and_does_not_start()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 10_000), TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => SqliteSilo.Start(_temporary.Path));
        Assert.Contains($"'{DatabasePath}' is not a database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(DatabasePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_file_cut_short_is_refused()
    {
        Open().Dispose();
        using (FileStream file = File.OpenWrite(DatabasePath))
            file.SetLength(4096 + 100);
        Assert.Contains("is damaged", Assert.Throws<StorageUnavailableException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_the_file_s_place_is_refused()
    {
        Directory.CreateDirectory(DatabasePath);
        var refusal = Assert.Throws<StorageUnavailableException>(Open);
        Assert.Contains($"'{DatabasePath}' is a directory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_program_s_database_is_refused_and_left_as_it_was()
    {
        Execute("CREATE TABLE Theirs (Id INTEGER)");
        byte[] before = File.ReadAllBytes(DatabasePath);
        Assert.Contains("another program", Assert.Throws<StorageUnavailableException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(DatabasePath));
    }

    [Fact]
    public void A_newer_server_s_database_is_refused()
    {
        Open().Dispose();
        Execute($"PRAGMA user_version = {SqliteSchema.Version + 1}");
        var refusal = Assert.Throws<StorageUnavailableException>(Open);
        Assert.Contains("newer server (layout 3; this one knows 2)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_directory_is_named_with_the_remedy()
    {
        using var source = new SqliteDataSource(_temporary.File("nowhere/benchmarking.db"));
        var refusal = Assert.Throws<StorageUnavailableException>(source.OpenConnection);
        Assert.Contains("nowhere/benchmarking.db' cannot be opened", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_and_its_log_are_private_even_if_they_were_not_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Open().Dispose();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(DatabasePath, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using SqliteDataSource source = Open();
        foreach (string path in new[] { DatabasePath, DatabasePath + "-wal", DatabasePath + "-shm" })
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        }
    }

    private SqliteDataSource Open()
    {
        var source = new SqliteDataSource(DatabasePath);
        try
        {
            using var connection = source.OpenConnection();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
