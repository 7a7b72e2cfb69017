using Google.Rpc;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>A refusal as a client reads it.</summary>
public sealed record Refused(StatusCode Code, string Reason, string Remedy, string Message, IReadOnlyList<BadRequest.Types.FieldViolation> Violations, byte[] Bytes)
{
    /// <summary>The refusal of a call that must be refused.</summary>
    public static async Task<Refused> ByAsync(Func<Task> call) => Of(await Assert.ThrowsAsync<RpcException>(call));

    /// <summary>The refusal of a call that must be refused.</summary>
    public static Task<Refused> ByAsync<T>(AsyncUnaryCall<T> call) => ByAsync(() => call.ResponseAsync);

    /// <summary>Reads a refusal; every one has a reason, a remedy and a field.</summary>
    public static Refused Of(RpcException? exception)
    {
        Assert.NotNull(exception);
        Google.Rpc.Status? status = exception.GetRpcStatus();
        Assert.NotNull(status);
        ErrorInfo? info = status.GetDetail<ErrorInfo>();
        BadRequest? violations = status.GetDetail<BadRequest>();
        Assert.NotNull(info);
        Assert.NotNull(violations);
        Assert.Equal("benchmarking", info.Domain);
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.NotEmpty(info.Metadata["remedy"]);
        byte[] bytes = exception.Trailers.GetValueBytes("grpc-status-details-bin") ?? [];
        return new(exception.StatusCode, info.Reason, info.Metadata["remedy"], exception.Status.Detail, violations.FieldViolations, bytes);
    }

    /// <summary>Requires a status and a reason.</summary>
    public Refused Is(StatusCode code, string reason)
    {
        Assert.Equal((code, reason), (Code, Reason));
        return this;
    }
}
