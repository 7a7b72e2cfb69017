using Benchmarking.Grains.Storage;
using Benchmarking.Testing;
using Npgsql;

namespace Benchmarking.Grains.Tests.Storage;

public sealed class PostgresSchemaTests(PostgresServer server)
{
    [Fact]
    public async Task A_database_is_laid_out_once()
    {
        string database = await server.CreateDatabaseAsync();
        Assert.Equal(["0001-storage.sql", "0002-membership.sql", "0003-keys.sql"], PostgresSchema.Migrate(database));
        Assert.Empty(PostgresSchema.Migrate(database));
        PostgresSchema.Check(database);
    }

    [Fact]
    public async Task Servers_that_migrate_at_once_lay_it_out_once()
    {
        string database = await server.CreateDatabaseAsync();
        IReadOnlyList<string>[] applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PostgresSchema.Migrate(database))));
        Assert.Single(applied, scripts => scripts.Count == 3);
        Assert.Equal(3, applied.Count(scripts => scripts.Count == 0));
    }

    [Fact]
    public async Task An_empty_database_is_refused_with_what_to_run()
    {
        string database = await server.CreateDatabaseAsync();
        Assert.Matches("has not been laid out yet.*Benchmarking.Server migrate", Refusal(() => PostgresSchema.Check(database)));
    }

    [Fact]
    public async Task An_older_layout_is_refused_with_what_it_lacks()
    {
        string database = await server.CreateStoreAsync();
        await ExecuteAsync(database, "DELETE FROM schemaversions WHERE scriptname LIKE '%0002%'");
        Assert.Matches("older server.*0002-membership.sql.*Benchmarking.Server migrate", Refusal(() => PostgresSchema.Check(database)));
    }

    [Fact]
    public async Task A_newer_layout_is_refused_and_never_migrated()
    {
        string database = await server.CreateStoreAsync();
        await ExecuteAsync(database, "INSERT INTO schemaversions (scriptname, applied) VALUES ('postgres/9999-later.sql', now())");
        Assert.Matches("newer server.*9999-later.sql", Refusal(() => PostgresSchema.Check(database)));
        Assert.Matches("newer server.*9999-later.sql", Refusal(() => PostgresSchema.Migrate(database)));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        string database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE OrleansMembershipTable (somebody_elses integer)");
        Assert.Matches("refused .*0002-membership.sql.*Nothing of it was kept", Refusal(() => PostgresSchema.Migrate(database)));
        await ExecuteAsync(database, "DROP TABLE OrleansMembershipTable");
        Assert.Equal(3, PostgresSchema.Migrate(database).Count);
    }

    [Fact]
    public void A_server_that_is_not_there_is_named_without_the_password()
    {
        string said = Refusal(() => PostgresSchema.Check("Host=127.0.0.1;Port=1;Database=none;Username=none;Password=hunter2"));
        Assert.Contains("127.0.0.1:1", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=localhost;Nonsense=1")]
    [InlineData("Host=localhost;Port=a")]
    public void A_connection_string_that_cannot_be_read_is_refused(string text) =>
        Assert.Matches("ConnectionString cannot be read.*Host=", Refusal(() => PostgresSchema.Check(text)));

    private static string Refusal(Action action) => Assert.Throws<StorageUnavailableException>(action).Message;

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
