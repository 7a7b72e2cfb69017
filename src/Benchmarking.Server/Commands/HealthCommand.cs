using System.Net;
using Benchmarking.Server.Hosting;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Benchmarking.Server.Commands;

/// <summary><c>health</c>: asks the server that runs on this machine, with the same settings, what it says of itself.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Prints each name and what is said of it. Exit codes: 0 it takes calls, 1 it does not.</summary>
    /// <exception cref="SettingsException">The settings do not say where it listens.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        BenchmarkingOptions options = StoreSettings.ReadUnchecked(args);
        if (options.TryReadListen() is not { } listen)
            throw new SettingsException($"Benchmarking:Listen is \"{options.Listen}\": it does not say where the server is.");
        // Nothing secret is sent, and the name in the certificate is not this machine's.
        using SocketsHttpHandler handler = new() { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };
        using GrpcChannel channel = GrpcChannel.ForAddress(AddressOf(listen), new() { HttpHandler = handler });
        bool isReady = false;
        foreach (string name in PlatformHealth.Names.Keys)
        {
            string said = await AskAsync(new(channel), name);
            isReady |= name == PlatformHealth.Readiness && said == nameof(HealthCheckResponse.Types.ServingStatus.Serving);
            await output.WriteLineAsync($"{(name.Length > 0 ? name : "readiness"),-10} {said}");
        }
        return isReady ? 0 : 1;
    }

    private static Uri AddressOf((IPEndPoint EndPoint, bool IsTls) listen)
    {
        bool isAny = listen.EndPoint.Address.Equals(IPAddress.Any) || listen.EndPoint.Address.Equals(IPAddress.IPv6Any);
        return new($"{(listen.IsTls ? "https" : "http")}://{(isAny ? new IPEndPoint(IPAddress.Loopback, listen.EndPoint.Port) : listen.EndPoint)}");
    }

    private static async Task<string> AskAsync(Health.HealthClient health, string name)
    {
        try
        {
            return (await health.CheckAsync(new() { Service = name }, deadline: DateTime.UtcNow + Patience)).Status.ToString();
        }
        catch (RpcException exception)
        {
            return $"no answer ({exception.StatusCode})";
        }
    }
}
