using Grpc.Core;

namespace Benchmarking.Cli;

/// <summary>The exit code by kind of failure, so that a script can tell what to do next.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Unexpected = 1;
    public const int Usage = 2;
    public const int BadInput = 3;
    public const int NotFound = 4;
    public const int NotAllowed = 5;
    public const int WrongState = 6;
    public const int Unavailable = 7;
    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0    done; a withheld figure is an answer too
          1    unexpected failure
          2    the command is not written as it should be
          3    bad input: the file or a value was refused, with every problem named
          4    not found, or not yours
          5    not allowed: no key, or its role may not do this
          6    in the wrong state, or in conflict with another change
          7    the server cannot be reached, did not answer in time, or had too many calls: try again
          130  interrupted
        """;

    public static int Of(StatusCode status) => status switch
    {
        StatusCode.OK => Ok,
        StatusCode.InvalidArgument or StatusCode.OutOfRange => BadInput,
        StatusCode.NotFound => NotFound,
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => NotAllowed,
        StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.AlreadyExists => WrongState,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted => Unavailable,
        StatusCode.Cancelled => Interrupted,
        _ => Unexpected,
    };
}
