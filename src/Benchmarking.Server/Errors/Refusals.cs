using System.Collections.Frozen;
using System.Globalization;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Enum = System.Enum;

namespace Benchmarking.Server.Errors;

/// <summary>Problems as gRPC errors: a <c>google.rpc.Status</c> with an <c>ErrorInfo</c> and a <c>BadRequest</c> field violation each.</summary>
internal static class Refusals
{
    /// <summary>The domain of every <c>ErrorInfo</c>.</summary>
    public const string Domain = "benchmarking";

    /// <summary>The trailer by which clients that repeat calls by themselves know when to, in ms, or not to: gRPC's retry design has it.</summary>
    private const string PushbackTrailer = "grpc-retry-pushback-ms";
    private const string DoNotRepeat = "-1";

    // A program that waits longer than this without a word seems to hang; it is told instead.
    private static readonly TimeSpan LongestPushback = TimeSpan.FromSeconds(20);

    // Details travel in trailers, which clients and proxies limit to 8 to 16 kB; streams and ValidateReturn tell all problems.
    private const int MostDetails = 20;

    private static readonly FrozenDictionary<string, ProblemReason> Reasons = Enum.GetValues<ProblemReason>().ToFrozenDictionary(ReasonText);

    /// <summary>The exception that tells a caller what is wrong.</summary>
    public static RpcException ToException(this IReadOnlyCollection<Problem> problems, string summary = "")
    {
        Problem first = problems.First();
        ErrorInfo info = new() { Domain = Domain, Reason = ReasonText(first.Reason) };
        info.Metadata["remedy"] = first.Remedy;
        info.Metadata["problem_count"] = problems.Count.ToString(CultureInfo.InvariantCulture);
        BadRequest violations = new();
        violations.FieldViolations.AddRange(problems.Take(MostDetails).Select(ToViolation));
        Google.Rpc.Status status = new()
        {
            Code = (int)CodeOf(problems),
            Message = summary.Length > 0 ? summary : problems.Count == 1 ? $"{first.Message} {first.Remedy}" : $"{problems.Count} problems; the first: {first.Message} {first.Remedy}",
        };
        status.Details.Add(Any.Pack(info));
        status.Details.Add(Any.Pack(violations));
        return status.ToRpcException();
    }

    /// <summary>The exception for one problem.</summary>
    public static RpcException ToException(this Problem problem) => new[] { problem }.ToException();

    /// <summary>The exception for a problem that time mends, with a <c>RetryInfo</c>.</summary>
    public static RpcException ToException(this Problem problem, TimeSpan wait)
    {
        Google.Rpc.Status status = problem.ToException().GetRpcStatus()!;
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        RpcException exception = status.ToRpcException();
        exception.Trailers.Add(PushbackTrailer, wait <= LongestPushback ? Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : DoNotRepeat);
        return exception;
    }

    /// <summary>The value, or the exception that tells the caller why there is none.</summary>
    public static T OrThrow<T>(this Outcome<T> outcome) where T : notnull =>
        outcome.IsAccepted ? outcome.Value : throw outcome.Problems.ToException();

    /// <summary>A problem on the wire.</summary>
    public static V1.Problem ToWire(this Problem problem) => new()
    {
        Line = problem.Line,
        Field = problem.Field,
        Reason = (ErrorReason)problem.Reason,
        Message = problem.Message,
        Remedy = problem.Remedy,
    };

    /// <summary>The wire's name of a reason, such as <c>MEASURE_UNKNOWN</c>.</summary>
    internal static string ReasonText(ProblemReason reason) =>
        string.Concat(reason.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));

    /// <summary>The reason of a name that <see cref="ReasonText"/> gives; null when it is none.</summary>
    internal static ProblemReason? ReasonOf(string? text) => text is not null && Reasons.TryGetValue(text, out ProblemReason reason) ? reason : null;

    private static BadRequest.Types.FieldViolation ToViolation(Problem problem) => new()
    {
        Field = problem.Line > 0 ? $"lines[{problem.Line}].{problem.Field}" : problem.Field,
        Description = $"{problem.Message} {problem.Remedy}",
        Reason = ReasonText(problem.Reason),
    };

    private static StatusCode CodeOf(IReadOnlyCollection<Problem> problems)
    {
        Problem first = problems.First();
        // An unknown measure on a line of a file is bad input; asked for by name it is a resource that is not there.
        if (first.Line > 0 || problems.Count > 1)
            return StatusCode.InvalidArgument;
        return first.Reason switch
        {
            ProblemReason.OrganisationUnknown or ProblemReason.MeasureUnknown or ProblemReason.PeriodUnknown or ProblemReason.EditionUnknown
                or ProblemReason.KeyUnknown or ProblemReason.ReleaseUnknown or ProblemReason.CohortProposalUnknown => StatusCode.NotFound,
            ProblemReason.PeriodClosed or ProblemReason.PeriodFinished or ProblemReason.PeriodOpen or ProblemReason.EditionWithdrawn or ProblemReason.NothingToCut or ProblemReason.ReturnStateWrong
                or ProblemReason.KeyEnded or ProblemReason.OrganisationWithdrawn or ProblemReason.ReleaseStateWrong or ProblemReason.PreElectionPeriod
                or ProblemReason.TicketExpired or ProblemReason.TooManyDrafts => StatusCode.FailedPrecondition,
            ProblemReason.EtagMismatch => StatusCode.Aborted,
            ProblemReason.AlreadyExists => StatusCode.AlreadyExists,
            ProblemReason.KeyInvalid or ProblemReason.TokenInvalid or ProblemReason.CertificateInvalid => StatusCode.Unauthenticated,
            ProblemReason.RoleNotAllowed or ProblemReason.BodyMissing => StatusCode.PermissionDenied,
            ProblemReason.StorageUnavailable => StatusCode.Unavailable,
            ProblemReason.RateLimited or ProblemReason.MessageTooLarge => StatusCode.ResourceExhausted,
            ProblemReason.CallTooSlow => StatusCode.DeadlineExceeded,
            _ => StatusCode.InvalidArgument,
        };
    }
}
