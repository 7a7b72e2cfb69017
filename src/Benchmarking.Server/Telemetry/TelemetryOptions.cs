namespace Benchmarking.Server.Telemetry;

/// <summary>Settings of what the server tells about itself, section <c>Benchmarking:Telemetry</c>. Without an endpoint it tells nothing.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// The address of an OpenTelemetry collector, such as <c>http://127.0.0.1:4317</c>; empty for that of the standard variable
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. The other standard variables, such as <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, hold with either.
    /// </summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>Every problem of the settings, each with its remedy.</summary>
    internal IEnumerable<string> Validate()
    {
        if (OtlpEndpoint.Length > 0 && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https")))
            yield return $"Benchmarking:Telemetry:OtlpEndpoint is \"{OtlpEndpoint}\". Write http://127.0.0.1:4317, or https:// with the collector's host and port.";
    }
}
