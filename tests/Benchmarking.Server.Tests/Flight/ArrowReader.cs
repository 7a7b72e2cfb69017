using System.Text.Json;
using System.Text.Json.Serialization;
using Benchmarking.Server.Tests.Downloads;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>What Arrow's reader for JavaScript reads: of a flight, which gRPC for Node asked for, or of a file.</summary>
/// <param name="Total">How many rows there are said to be.</param>
/// <param name="Told">The columns that the flight is said to have.</param>
/// <param name="Schema">The columns that it has.</param>
/// <param name="Rows">The rows.</param>
public sealed record ArrowReader(long Total, IReadOnlyList<string> Told, IReadOnlyList<string> Schema, IReadOnlyList<ArrowReader.Row> Rows)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>A row, under the names of its columns.</summary>
    public sealed record Row(string Edition, string Measure, string Stage, string Cohort, string Statistic, double? Value, string? Text, double? Lower, double? Upper, double? BandLower,
        double? BandUpper, string Unit, int? N, int? MemberCount, string Outcome, string[] Markers, string? Reason, string[] NearestPublished, string[] DerivedFrom, int MeasureRevision, string Citation)
    {
        /// <summary>The row as others are compared.</summary>
        public ArrowRow ToRow() => new(Edition, Measure, Stage, Cohort, Statistic, Value, Text, Lower, Upper, BandLower, BandUpper, Unit, N, MemberCount, Outcome, string.Join('|', Markers),
            Reason, string.Join('|', NearestPublished), string.Join('|', DerivedFrom), MeasureRevision, Citation);
    }

    /// <summary>Reads a flight.</summary>
    /// <param name="server">Where the server is.</param>
    /// <param name="key">Who asks.</param>
    /// <param name="asked">A command, or the path of an edition.</param>
    public static Task<ArrowReader> FlyAsync(string server, string key, string asked) => RunAsync("flight.mjs", "@grpc/grpc-js", new Uri(server).Authority, key, asked);

    /// <summary>Reads a file.</summary>
    public static Task<ArrowReader> ReadAsync(string path) => RunAsync("file.mjs", "apache-arrow", path);

    private static async Task<ArrowReader> RunAsync(string script, string package, params string[] arguments) =>
        JsonSerializer.Deserialize<ArrowReader>(await Programs.RunScriptAsync($"Flight/readers/{script}", package, arguments), Options)!;
}
