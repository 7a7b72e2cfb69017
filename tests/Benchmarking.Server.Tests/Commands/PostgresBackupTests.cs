using System.Diagnostics;
using Benchmarking.Server.Tests.Deploy;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;
using Npgsql;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Commands;

/// <summary>The runbook's own commands copy a platform out of PostgreSQL while it is used, and bring it back into an empty database.</summary>
public sealed class PostgresBackupTests(PostgresServer postgres) : IDisposable
{
    private const int Members = 12;
    private readonly TemporaryDirectory _directory = new();

    private static string[] Copying => Lines(3, "pg_dump", "test");

    private static string[] Restoring => Lines(2, "pg_restore");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_acknowledged_before_a_dump_is_there_after_a_restore()
    {
        string database = await postgres.CreateStoreAsync();
        string restored = await postgres.CreateDatabaseAsync();
        string key;
        Benchmark told;
        await using (TestServer server = await TestServer.StartOnPostgresAsync(database))
        {
            (key, told) = await RunMainJobAsync(server);
            await ProgramRun.OutputOfAsync(Start(Copying, database, restored));
            await server.With(key).Returns.SubmitReturnAsync(new() { Name = "organisations/o3/returns/2025", Lines = { Line("spd-01", "70", "80") } });
        }
        await ProgramRun.OutputOfAsync(Start(Restoring, database, restored));
        await using TestServer again = await TestServer.StartOnPostgresAsync(restored);
        Api member = again.With(key);
        Return stored = await member.Returns.GetReturnAsync(new() { Name = "organisations/o3/returns/2025" });
        Assert.Equal((1, "23"), (stored.Revision, stored.Lines[0].Numerator));
        Assert.Equal(told, await member.Benchmarks.GetBenchmarkAsync(new() { Edition = told.Edition, Measure = told.Measure }));
        // And it goes on from there.
        Assert.Equal(2, (await member.Returns.SubmitReturnAsync(new() { Name = stored.Name, Lines = { Line("spd-01", "71", "80") } })).Revision);
        Assert.EndsWith("/editions/2", (await again.Steward.CutAsync("2025")).Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_a_dump_has_not_seen_cost_no_earlier_copy_of_them()
    {
        // As a dump that began before a table was written anew has them: without a row.
        string database = await postgres.CreateStoreAsync(), copy = Path.Combine(_directory.Path, "keys.dump");
        await File.WriteAllTextAsync(copy, "earlier", TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await ProgramRun.OfAsync(Start(Copying, database, database))).ExitCode);
        await ExecuteAsync(database, "INSERT INTO KeyRing (Name, Xml) VALUES ('key', '<key/>')");
        Assert.NotEqual(0, (await ProgramRun.OfAsync(Start(Copying, database, database))).ExitCode);
        Assert.Equal("earlier", await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
        // A row of one that was destroyed is one.
        await ExecuteAsync(database, "INSERT INTO DataKey (Owner, WrappedKey) VALUES ('organisations/gone', NULL)");
        await ProgramRun.OutputOfAsync(Start(Copying, database, database));
        Assert.Equal("PGDMP", (await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken))[..5]);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(string Key, Benchmark Told)> RunMainJobAsync(TestServer server)
    {
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(0, Members).Select(i => new Organisation { Name = $"organisations/o{i}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", Enumerable.Range(0, Members).Select(i =>
            new ImportLine { Line = i + 1, Organisation = $"o{i}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i}", Denominator = "80" }));
        await server.Steward.CutAsync("2025");
        Api member = await server.SignInAsync(Role.Contributor, "organisations/o3");
        return (member.Key, await member.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025/editions/1", Measure = "measures/spd-01" }));
    }

    // The lines as the runbook has them, in a shell, with its two names for databases.
    private ProcessStartInfo Start(string[] lines, string database, string restored)
    {
        ProcessStartInfo start = new("/bin/sh", ["-e", "-c", string.Join('\n', lines)]) { WorkingDirectory = _directory.Path };
        start.Environment["DATABASE"] = Uri(database);
        start.Environment["EMPTY_DATABASE"] = Uri(restored);
        return start;
    }

    private static string[] Lines(int count, params string[] programs)
    {
        string[] lines = [.. DeployFiles.Commands.Where(command => programs.Any(program => command.StartsWith($"{program} ", StringComparison.Ordinal)))];
        Assert.Equal(count, lines.Length);
        return lines;
    }

    private static string Uri(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts = new(connectionString);
        return FormattableString.Invariant($"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}");
    }
}
