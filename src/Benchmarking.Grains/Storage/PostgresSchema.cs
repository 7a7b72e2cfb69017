using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Helpers;
using Npgsql;

namespace Benchmarking.Grains.Storage;

/// <summary>
/// The layout of a PostgreSQL database: the scripts of <c>deploy/postgres</c>, which the program carries. Only <see cref="Migrate"/> changes
/// a database; a server that starts merely looks whether the layout is its own.
/// </summary>
public static class PostgresSchema
{
    private const string Folder = "postgres/";
    private const string Queries = Folder + "queries.sql";

    // One migration at a time, however many servers are told to.
    private const long MigrationLock = 0x426E4D6B;

    /// <summary>Applies what the database lacks, all or nothing, and brings the queries up to date. Repeating is harmless.</summary>
    /// <param name="connectionString">The database, which must exist, with a role that may create tables in it.</param>
    /// <returns>The names of the scripts that were applied; empty when the layout was up to date.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, is a newer server's, or refused a script.</exception>
    public static IReadOnlyList<string> Migrate(string connectionString) => Guard(connectionString, source =>
    {
        using NpgsqlConnection held = source.OpenConnection();
        Execute(held, $"SELECT pg_advisory_lock({MigrationLock})");
        RefuseNewer(Applied(held), held.Database);
        List<string> applied = [.. Run(connectionString, Deploy().WithScripts(Scripts().Where(script => script.Name != Queries)))];
        Run(connectionString, Deploy().WithScripts(Scripts().Where(script => script.Name == Queries)).JournalTo(new NullJournal()));
        return applied;

        UpgradeEngineBuilder Deploy() => DeployChanges.To.PostgresqlDatabase(connectionString).WithVariablesDisabled().WithTransaction().LogTo(new NoOpUpgradeLog());
    });

    /// <summary>Refuses a database whose layout is not this server's.</summary>
    /// <exception cref="StorageUnavailableException">With what to do: migrate, or install the newer server.</exception>
    public static void Check(string connectionString) => Guard(connectionString, source =>
    {
        using NpgsqlConnection connection = source.OpenConnection();
        HashSet<string> applied = Applied(connection);
        RefuseNewer(applied, connection.Database);
        if (Known().Except(applied).ToArray() is { Length: > 0 } missing)
        {
            throw new StorageUnavailableException($"The database '{connection.Database}' {(applied.Count == 0 ? "has not been laid out yet" : $"was laid out by an older server (it lacks {string.Join(", ", missing)})")}. "
                + "Back it up, and run `Benchmarking.Server migrate` with the same settings.");
        }
        return true;
    });

    private static void RefuseNewer(HashSet<string> applied, string? database)
    {
        if (applied.Except(Known()).ToArray() is { Length: > 0 } unknown)
        {
            throw new StorageUnavailableException($"The database '{database}' was laid out by a newer server (with {string.Join(", ", unknown)}). "
                + "Install that server again, or restore a backup from before it.");
        }
    }

    private static IEnumerable<string> Run(string connectionString, UpgradeEngineBuilder builder)
    {
        DatabaseUpgradeResult result = builder.Build().PerformUpgrade();
        return result.Successful
            ? result.Scripts.Select(script => script.Name[Folder.Length..])
            : throw new StorageUnavailableException($"The database '{new NpgsqlConnectionStringBuilder(connectionString).Database}' refused {result.ErrorScript?.Name}: "
                + $"{result.Error.Message} Nothing of it was kept. Let the role own the database, or lay it out in an empty one.", result.Error);
    }

    private static HashSet<string> Applied(NpgsqlConnection connection)
    {
        using NpgsqlCommand exists = new("SELECT to_regclass('schemaversions') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is not true)
            return [];
        using NpgsqlCommand command = new("SELECT scriptname FROM schemaversions", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        HashSet<string> names = [];
        while (reader.Read())
            names.Add(reader.GetString(0)[Folder.Length..]);
        return names;
    }

    private static IEnumerable<string> Known() => Scripts().Select(script => script.Name).Where(name => name != Queries).Select(name => name[Folder.Length..]);

    private static IEnumerable<SqlScript> Scripts()
    {
        Assembly assembly = typeof(PostgresSchema).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name, assembly.GetManifestResourceStream(name)));
    }

    private static T Guard<T>(string connectionString, Func<NpgsqlDataSource, T> use)
    {
        try
        {
            using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
            return use(source);
        }
        catch (ArgumentException exception)
        {
            throw new StorageUnavailableException($"Benchmarking:ConnectionString cannot be read: {exception.Message} Write Host=…;Database=…;Username=….", exception);
        }
        catch (NpgsqlException exception)
        {
            // What Npgsql says names the host and never the password.
            throw new StorageUnavailableException($"PostgreSQL does not let us in: {exception.Message} See that it runs, and that Benchmarking:ConnectionString names its host, database and role.", exception);
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
