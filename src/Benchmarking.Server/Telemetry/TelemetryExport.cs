using System.Diagnostics;
using System.Reflection;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Hosting;
using Grpc.AspNetCore.Server;
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
    private const string UrlPath = "url.path";

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

    // Only the platform's own calls, and by JSON what may be one: a path that is none is whatever somebody typed, and so are a query and the name of a client.
    private static void Configure(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = context => Paths.Contains(context.Request.Path.Value ?? "") || context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);
        options.EnrichWithHttpRequest = (activity, _) => Forget(activity);
        options.EnrichWithHttpResponse = (activity, response) => Name(activity, response.HttpContext);
    }

    private static void Forget(Activity activity)
    {
        activity.SetTag("user_agent.original", null);
        activity.SetTag("url.query", null);
        activity.SetTag(UrlPath, null);
    }

    // Which call it was is known once it has ended. The address of one by JSON names an organisation: the call's own name stands for it, as it does by gRPC.
    private static void Name(Activity activity, HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName is { } method)
        {
            activity.DisplayName = $"{context.Request.Method} {method}";
            activity.SetTag(UrlPath, method);
            return;
        }
        // It was none, and is not sent.
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
