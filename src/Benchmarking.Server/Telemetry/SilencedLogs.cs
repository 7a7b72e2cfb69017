namespace Benchmarking.Server.Telemetry;

/// <summary>
/// Logs of libraries that have callers' own words in them, and so perhaps a figure, or that callers can fill: not written, whatever level the settings
/// ask for. Each must stand here with what it says.
/// </summary>
internal static class SilencedLogs
{
    private static readonly (string Category, LogLevel Least)[] Silenced =
    [
        // At Information: the text of every refusal, which quotes what is wrong with a line. At Error: each message that it could not read, which the caller
        // is told, with the stack. What does fail there is told by UnguardedFailure.
        ("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None),
        // The same of a call by JSON; and at Error what it could not read, which the caller is told.
        ("Grpc.AspNetCore.Grpc.JsonTranscoding.ServerCallHandler", LogLevel.None),
    ];

    /// <summary>Puts the rules after, and so above, those of the settings.</summary>
    public static void Add(IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(options =>
    {
        // A rule for one provider counts more than one for all: there must be one for each that the settings name.
        string?[] providers = [.. options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct()];
        foreach ((string category, LogLevel least) in Silenced)
        {
            foreach (string? provider in providers)
                options.Rules.Add(new LoggerFilterRule(provider, category, least, filter: null));
        }
    });
}
