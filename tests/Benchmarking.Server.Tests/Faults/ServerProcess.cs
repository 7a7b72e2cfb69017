using System.Diagnostics;
using Benchmarking.Server.Tests.House;
using Grpc.Net.Client;

namespace Benchmarking.Server.Tests.Faults;

/// <summary>The server as a process of its own, which can be killed as the kernel kills it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, GrpcChannel channel, string stewardKey) => (_process, Channel, StewardKey) = (process, channel, stewardKey);

    public GrpcChannel Channel { get; }

    /// <summary>A key that it printed when it started.</summary>
    public string StewardKey { get; }

    public static async Task<ServerProcess> StartAsync(string dataDirectory)
    {
        // artifacts/bin/{project}/{configuration}, the same configuration as these tests'.
        string program = Path.Combine(Repository.Root.FullName, "artifacts", "bin", "Benchmarking.Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "Benchmarking.Server.dll");
        ProcessStartInfo start = new("dotnet",
            [program, "--issue-steward-key", "--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", "http://127.0.0.1:0", "--Benchmarking:DataDirectory", dataDirectory, "--Logging:LogLevel:Default", "None"])
        {
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string key = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("key", StringComparison.Ordinal) && line.Contains("bmk_", StringComparison.Ordinal))
                key = line[line.IndexOf("bmk_", StringComparison.Ordinal)..];
            if (line.StartsWith("Benchmarking listens on ", StringComparison.Ordinal))
                return new(process, GrpcChannel.ForAddress(line.Split(' ')[3]), key);
        }
        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>SIGKILL: no handler runs, and nothing that was not written is.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
