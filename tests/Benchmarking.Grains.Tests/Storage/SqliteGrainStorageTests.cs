using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

public sealed class SqliteVersionTests(SqliteEngine engine) : GrainStorageVersions(engine), IClassFixture<SqliteEngine>;

public sealed class SqliteKeyTests(SqliteEngine engine) : GrainStorageKeys(engine), IClassFixture<SqliteEngine>;

/// <summary>One silo on one SQLite file for a class of tests.</summary>
public sealed class SqliteEngine : IStorageEngine, IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteSilo? _silo;

    public IGrainStorage Storage => _silo!.Storage;

    public bool StoresNul => true;

    public async ValueTask InitializeAsync() => _silo = await SqliteSilo.Start(_directory.Path);

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
        _directory.Dispose();
    }
}
