using System.Globalization;
using System.Text.RegularExpressions;
using Benchmarking.V1;
using Google.Rpc;
using Grpc.Core;

namespace Benchmarking.Client;

/// <summary>What the server refused, why, and what to do about it.</summary>
public sealed partial class BenchmarkingException : Exception
{
    private const string Domain = "benchmarking";

    /// <summary>An unexpected failure without particulars.</summary>
    public BenchmarkingException() : this("The call failed.") { }

    /// <summary>An unexpected failure.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public BenchmarkingException(string message, Exception? innerException = null) : base(message, innerException) { }

    /// <summary>An unexpected failure.</summary>
    /// <param name="message">What went wrong.</param>
    public BenchmarkingException(string message) : base(message) { }

    /// <summary>The kind of failure.</summary>
    public StatusCode StatusCode { get; private init; } = StatusCode.Unknown;

    /// <summary>The rule that refused the call; null when the failure is not one of the platform's own.</summary>
    public ErrorReason? Reason { get; private init; }

    /// <summary>What to do about it; empty when the server said nothing.</summary>
    public string Remedy { get; private init; } = "";

    /// <summary>How long to wait before the call is made again, where the server said so: it had too many.</summary>
    public TimeSpan? RetryDelay { get; private init; }

    /// <summary>What is wrong with what was sent, the first 20 of it; empty when the request itself was well formed.</summary>
    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    /// <summary>How many problems there are: 0 or more, at least as many as <see cref="Problems"/> has.</summary>
    public int ProblemCount { get; private init; }

    /// <summary>Reads what the server said from the exception a call threw.</summary>
    /// <param name="exception">Thrown by a call of <see cref="BenchmarkingClient"/>.</param>
    /// <returns>The same failure, in the platform's words.</returns>
    public static BenchmarkingException From(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var status = exception.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        if (info?.Domain != Domain) info = null;
        string remedy = info is not null && info.Metadata.TryGetValue("remedy", out var said) ? said : "";
        Problem[] problems = [.. status?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => ProblemOf(violation, remedy)) ?? []];
        return new(exception.Status.Detail, exception)
        {
            StatusCode = exception.StatusCode,
            Reason = ReasonOf(info?.Reason),
            Remedy = remedy,
            RetryDelay = status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            Problems = problems,
            ProblemCount = Math.Max(problems.Length, CountIn(info)),
        };
    }

    // A server that says nothing of it has told all.
    private static int CountIn(ErrorInfo? info) => info is not null && info.Metadata.TryGetValue("problem_count", out var said)
        && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;

    // A reason added to the platform after this client was built is no reason to fail.
    private static ErrorReason? ReasonOf(string? reason) => WireName.TryParse<ErrorReason>(reason, out var known) ? known : null;

    private static Problem ProblemOf(BadRequest.Types.FieldViolation violation, string remedy)
    {
        var place = LineField().Match(violation.Field);
        bool endsInRemedy = remedy.Length > 0 && violation.Description.EndsWith(remedy, StringComparison.Ordinal);
        return new()
        {
            Line = place.Success ? long.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture) : 0,
            Field = place.Success ? place.Groups["field"].Value : violation.Field,
            Reason = ReasonOf(violation.Reason) ?? ErrorReason.Unspecified,
            Message = endsInRemedy ? violation.Description[..^remedy.Length].TrimEnd() : violation.Description,
            Remedy = endsInRemedy ? remedy : "",
        };
    }

    [GeneratedRegex(@"^lines\[(?<line>\d{1,18})\](\.(?<field>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex LineField();
}
