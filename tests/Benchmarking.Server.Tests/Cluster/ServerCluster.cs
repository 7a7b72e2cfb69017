using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Grpc.Net.Client;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>Servers as processes of their own, on one PostgreSQL database. Any of them may be killed and started again, at another address.</summary>
public sealed class ServerCluster : IAsyncDisposable
{
    private readonly Node?[] _nodes;

    private readonly ITestOutputHelper _output;
    private (string Name, string Value)[] _more = [];

    private ServerCluster(string database, int servers, ITestOutputHelper output) => (Database, _nodes, _output) = (database, new Node?[servers], output);

    private sealed record Node(BuiltProgram Program, GrpcChannel Channel);

    /// <summary>The database that they share.</summary>
    public string Database { get; }

    /// <summary>How many servers there are, killed ones among them.</summary>
    public int Count => _nodes.Length;

    /// <summary>The steward's key that the first server's first start showed.</summary>
    public string StewardKey { get; private set; } = "";

    /// <summary>Lays out the database with the program's own command, and starts the servers.</summary>
    public static async Task<ServerCluster> StartAsync(PostgresServer postgres, int servers, ITestOutputHelper output, params (string Name, string Value)[] settings)
    {
        ServerCluster cluster = new(await postgres.CreateDatabaseAsync(), servers, output) { _more = settings };
        await BuiltProgram.RunAsync("Benchmarking.Server", ["migrate"], cluster.Settings);
        await cluster.StartAsync(0);
        string shown = await cluster._nodes[0]!.Program.LineAsync("Steward's key, shown once");
        cluster.StewardKey = shown[(shown.LastIndexOf(' ') + 1)..];
        await Task.WhenAll(Enumerable.Range(1, servers - 1).Select(cluster.StartAsync));
        return cluster;
    }

    /// <summary>Calls to one of the servers; it need not be up.</summary>
    public Api Api(int server, string key) => new(_nodes[server % Count]!.Channel, key);

    /// <summary>Ends a server as an operator does, and starts it again with settings of its own.</summary>
    public async Task RestartAsync(int server, params (string Name, string Value)[] settings)
    {
        Assert.Equal(0, await TerminateAsync(server));
        await EndAsync(server);
        await StartAsync(server, settings);
    }

    /// <summary>Starts a server, and waits until it serves.</summary>
    public Task StartAsync(int server) => StartAsync(server, []);

    private async Task StartAsync(int server, (string Name, string Value)[] settings)
    {
        BuiltProgram program = BuiltProgram.Start("Benchmarking.Server", [], With(settings));
        string said = await program.LineAsync("Benchmarking listens on");
        string url = said.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));
        Node? before = _nodes[server];
        _nodes[server] = new(program, GrpcChannel.ForAddress(url));
        before?.Channel.Dispose();
    }

    /// <summary>Starts a server on the same database with other settings, and says what it prints, warnings among it.</summary>
    internal BuiltProgram StartStranger(params (string Name, string Value)[] settings) =>
        BuiltProgram.Start("Benchmarking.Server", [], With([("Logging__LogLevel__Default", "Error"), .. settings]));

    /// <summary>Runs a command of the program to its end, with further settings.</summary>
    /// <returns>What it prints.</returns>
    internal Task<string> RunAsync(string command, params (string Name, string Value)[] settings) => BuiltProgram.RunAsync("Benchmarking.Server", [command], With(settings));

    /// <summary>Ends a server at once, as SIGKILL does: it can finish nothing and tell nobody.</summary>
    public async Task KillAsync(int server) => await EndAsync(server);

    /// <summary>Ends a server as an operator does, by SIGTERM: it leaves the others, and ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> TerminateAsync(int server) => _nodes[server]!.Program.TerminateAsync();

    public async ValueTask DisposeAsync()
    {
        for (int server = 0; server < Count; server++)
        {
            if (_nodes[server] is null)
                continue;
            await EndAsync(server);
            _nodes[server]!.Channel.Dispose();
        }
    }

    // What it logged goes to the test's output: the only trace of why a call failed.
    private async Task EndAsync(int server)
    {
        await _nodes[server]!.Program.DisposeAsync();
        foreach (string line in _nodes[server]!.Program.Lines.Skip(3))
            _output.WriteLine($"{server}: {line}");
    }

    /// <summary>The settings of a server, with further ones in their place.</summary>
    internal Dictionary<string, string> With((string Name, string Value)[] settings)
    {
        Dictionary<string, string> all = Settings;
        foreach ((string name, string value) in settings)
            all[name] = value;
        return all;
    }

    private Dictionary<string, string> Settings => new(_more.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
    {
        ["Benchmarking__Store"] = "postgres",
        ["Benchmarking__ConnectionString"] = Database,
        ["Benchmarking__SiloPort"] = "0",
        ["Benchmarking__Listen"] = "http://127.0.0.1:0",
        ["Benchmarking__WebListen"] = "http://127.0.0.1:0",
        ["Logging__LogLevel__Default"] = "None",
        ["Logging__LogLevel__Benchmarking"] = "Error",
    };
}
