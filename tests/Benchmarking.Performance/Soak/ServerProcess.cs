using System.Diagnostics;
using System.Globalization;

namespace Benchmarking.Performance.Soak;

/// <summary>Memory of the server, in MB.</summary>
/// <param name="Heap">Objects still in use, after a full collection.</param>
/// <param name="WorkingSet">What the process holds of the machine.</param>
internal readonly record struct ServerMemory(double Heap, double WorkingSet);

/// <summary>A server that this program starts as a process of its own, on a free port of 127.0.0.1 and a directory that is removed with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The argument by which this program is that server.</summary>
    public const string Verb = "soak-server";

    // Ten editions of a soak or so: full before memory is compared, so that what grows afterwards is not the cache.
    private const int CachedCells = 1000;
    private const double Megabyte = 1024 * 1024;
    private readonly Process _process;
    private readonly DirectoryInfo _directory;

    private ServerProcess(Process process, DirectoryInfo directory) => (_process, _directory) = (process, directory);

    /// <summary>Its address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A steward's key.</summary>
    public string StewardKey { get; private set; } = "";

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings beside those of a soak: a store of its own, no limit of calls, no word but errors.</param>
    public static async Task<ServerProcess> StartAsync(IEnumerable<string> settings)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("benchmarking-soak-");
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            typeof(ServerProcess).Assembly.Location, Verb, "--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", "http://127.0.0.1:0",
            "--Benchmarking:DataDirectory", directory.FullName, "--Benchmarking:EditionCacheCells", $"{CachedCells}",
            "--Benchmarking:Limits:CallsPerSecond", "0", "--Benchmarking:Limits:CallsAtOnce", "0", "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Benchmarking", "Error", .. settings,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        ServerProcess server = new(Process.Start(start)!, directory);
        string[] ready = (await server.ReadAsync()).Split(' ');
        (server.Address, server.StewardKey) = (new Uri(ready[0]), ready[1]);
        return server;
    }

    /// <summary>Its memory, after a full collection.</summary>
    public async Task<ServerMemory> MeasureAsync()
    {
        await _process.StandardInput.WriteLineAsync("memory");
        double[] bytes = [.. (await ReadAsync()).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new(bytes[0] / Megabyte, bytes[1] / Megabyte);
    }

    /// <summary>Stops it, and removes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has ended; what it said of why is above.");
}
