using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Benchmarking.Grains.Storage;
using Npgsql;

namespace Benchmarking.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port of loopback, from the programs that Debian's package installs. One serves all
/// tests of a program; each takes databases of its own from it.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("benchmarking-postgres-").FullName;
    private int _databases;

    /// <summary>The port, which stays when the server is restarted.</summary>
    public int Port { get; private set; }

    private string DataDirectory => Path.Combine(_directory, "data");

    public async ValueTask InitializeAsync()
    {
        // PostgreSQL refuses to run as root.
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", _directory);
        await RunAsServerAsync("initdb", "--pgdata", DataDirectory, "--username", "benchmarking", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        Port = FreePort();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync("immediate");
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public Task StartAsync() => RunAsServerAsync("pg_ctl", "start", "--wait", "--pgdata", DataDirectory, "--log", Path.Combine(_directory, "log"),
        "--options", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300"));

    /// <summary>Stops the server: <c>fast</c> as an operator would, <c>immediate</c> as a power cut.</summary>
    public Task StopAsync(string mode) => RunAsServerAsync("pg_ctl", "stop", "--wait", "--pgdata", DataDirectory, "--mode", mode);

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"test{Interlocked.Increment(ref _databases)}";
        await using NpgsqlConnection connection = new(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Makes a database that is laid out.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateStoreAsync()
    {
        string database = await CreateDatabaseAsync();
        PostgresSchema.Migrate(database);
        return database;
    }

    private string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=benchmarking;Database={database};Maximum Pool Size=30");

    private static Task RunAsServerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Find(program), .. arguments])
        : RunAsync(Find(program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what it is started with: a pipe of ours would never end.
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>\"$BENCHMARKING_ERRORS\" </dev/null", program, .. arguments]) { WorkingDirectory = "/" };
        string errors = Path.GetTempFileName();
        start.Environment["BENCHMARKING_ERRORS"] = errors;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        string said = await File.ReadAllTextAsync(errors);
        File.Delete(errors);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    // Debian keeps each version's programs in a folder of its own, outside the path.
    private static string Find(string program) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", program)).Where(File.Exists).Max() ?? program
            : program;

    /// <summary>A port of loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
