using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Server.Tests.Telemetry;

/// <summary>An OpenTelemetry collector of the tests' own: it takes whatever is exported, and keeps its bytes as they came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private Collector()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _application = builder.Build();
        _application.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", TakeAsync);
    }

    public string Url => _application.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        Collector collector = new();
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>Everything of a signal (<c>trace</c>, <c>metrics</c>, <c>logs</c>), one character a byte.</summary>
    public string Text(string signal) => string.Concat(_received.Where(received => received.Signal == signal).Select(received => Encoding.Latin1.GetString(received.Body)));

    /// <summary>Everything that came.</summary>
    public string Text() => string.Concat(_received.Select(received => Encoding.Latin1.GetString(received.Body)));

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context, string signal)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((signal, body.ToArray()));
        // An empty message, and that all is well, as gRPC says them.
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
