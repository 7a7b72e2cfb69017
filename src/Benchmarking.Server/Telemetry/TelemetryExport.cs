using System.Diagnostics;
using System.Reflection;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Hosting;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Benchmarking.Server.Telemetry;

/// <summary>
/// Sends traces, metrics and logs to an OpenTelemetry collector, when the settings name one. What leaves here has no figure, key, token or
/// member's words in it, at any level of logging: tests/Benchmarking.Server.Tests/Telemetry holds it to that.
/// </summary>
internal static class TelemetryExport
{
    private const string StandardSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
        [PlatformMeter.Name, "Microsoft.Orleans", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private static readonly string[] Sources = ["Microsoft.Orleans.Application", "Microsoft.Orleans.Storage", "Npgsql"];

    private static readonly HashSet<string> Paths = [.. Permissions.Methods];

    /// <summary>Puts it into the host; nothing when there is no endpoint.</summary>
    public static void Add(WebApplicationBuilder builder, BenchmarkingOptions options)
    {
        string? endpoint = options.Telemetry.OtlpEndpoint is { Length: > 0 } ours ? ours : builder.Configuration[StandardSetting];
        if (string.IsNullOrEmpty(endpoint))
            return;
        // The exporter reads the standard settings; ours is another way to write one of them.
        builder.Configuration.AddInMemoryCollection([new(StandardSetting, endpoint)]);
        builder.Host.UseOrleans(silo => silo.AddActivityPropagation());
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("benchmarking", serviceVersion: Version))
            .WithTracing(traces => traces.AddSource(Sources).AddAspNetCoreInstrumentation(Configure))
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }

    private static string? Version => typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    // Only the platform's own calls: a path that is none is whatever somebody typed, and so are a query and the name of a client.
    private static void Configure(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = context => Paths.Contains(context.Request.Path.Value ?? "");
        options.EnrichWithHttpRequest = (activity, _) => Forget(activity);
    }

    private static void Forget(Activity activity)
    {
        activity.SetTag("user_agent.original", null);
        activity.SetTag("url.query", null);
    }
}
