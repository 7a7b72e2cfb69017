using Benchmarking.Grains.Storage;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Flight;
using Benchmarking.Server.Limits;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Errors;

/// <summary>What a caller is told when a call fails: what to do, and nothing of the inside.</summary>
internal static class CallFailure
{
    /// <summary>The error for an exception that no caller caused by going away.</summary>
    public static RpcException Of(Exception exception, string method, ILogger logger)
    {
        switch (exception)
        {
            case RpcException refusal:
                return OfLibrary(refusal);
            // The library's word for a frame of a stream that it cannot read is the second.
            case InvalidProtocolBufferException or InvalidDataException:
                logger.LogDebug(exception, "{Method}: a message is none.", method);
                return Malformed();
            case NotSupportedException when method.StartsWith(Permissions.Flight, StringComparison.Ordinal):
                // The library's word for a type of descriptor that there is not, before the platform sees it.
                logger.LogDebug(exception, "{Method}: a descriptor is none.", method);
                return Descriptors.Neither();
            case NotAcknowledgedException or TimeoutException or Orleans.Runtime.OrleansException:
                logger.LogWarning(exception, "{Method}: the outcome is unknown.", method);
                return new Problem(0, "", ProblemReason.StorageUnavailable, "The store did not answer, and the outcome is unknown.",
                    "Send the request again, with the same request_id if it has one.").ToException();
            default:
                logger.LogError(exception, "{Method} failed.", method);
                return new RpcException(new(StatusCode.Internal, "The platform failed. Try again; if it goes on, tell whoever runs it the time."));
        }
    }

    /// <summary>The error of a call that was cancelled, by whom or what.</summary>
    public static RpcException OfCancelled(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<CallTime>() is { IsOver: true } time ? TooLong(time)
        : new RpcException(context.Deadline < DateTime.UtcNow
            ? new(StatusCode.DeadlineExceeded, "The deadline has passed.")
            : new(StatusCode.Cancelled, "The call was cancelled."));

    /// <summary>The error for a call whose only message the library could not read, by what it says of it; null when that says enough.</summary>
    public static RpcException? OfUnread(StatusCode code, CallTime time) => time.IsOver ? TooLong(time) : code switch
    {
        StatusCode.ResourceExhausted => TooLarge(),
        StatusCode.Unknown or StatusCode.Internal => Malformed(),
        _ => null,
    };

    // The platform's own have details: one without is the library's, over a message of a stream that it could not read.
    private static RpcException OfLibrary(RpcException refusal) => refusal.GetRpcStatus() is not null ? refusal : refusal.StatusCode switch
    {
        StatusCode.ResourceExhausted => TooLarge(),
        StatusCode.Internal => Malformed(),
        _ => refusal,
    };

    private static RpcException Malformed() =>
        new Problem(0, "", ProblemReason.MessageMalformed, "What came is no message of this call.", "Send messages made from the platform's protos.").ToException();

    /// <summary>The error for a message above the largest.</summary>
    public static RpcException TooLarge() =>
        new Problem(0, "", ProblemReason.MessageTooLarge, "The message is larger than 4 MB.", "Send less at once; imports are streams, for more.").ToException();

    private static RpcException TooLong(CallTime time) =>
        new Problem(0, "", ProblemReason.CallTooSlow, $"The call took longer than {time.Longest.TotalSeconds:N0} seconds.", "Send it again in smaller parts, or faster.").ToException();
}
