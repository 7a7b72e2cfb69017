using System.Text;
using Benchmarking.Server.Tests.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>What came of a call: its code, the reason of its refusal, and everything a caller can read, byte for byte.</summary>
public sealed record RawAnswer(StatusCode Code, string Reason, string Everything);

/// <summary>Makes any call of the platform by its descriptor.</summary>
public static class RawCall
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static (byte[] value) => value, static value => value);

    /// <summary>Sends a request, or without one an empty one; a stream gets it as its only message, or none.</summary>
    public static async Task<RawAnswer> SendAsync(Api caller, MethodDescriptor call, IMessage? request = null)
    {
        List<byte[]> replies = [];
        try
        {
            await SendAsync(caller, call, request?.ToByteArray(), replies);
            return new(StatusCode.OK, "", TextOf(replies));
        }
        catch (RpcException exception)
        {
            byte[] details = exception.Trailers.GetValueBytes("grpc-status-details-bin") ?? [];
            return new(exception.StatusCode, exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "",
                $"{exception.StatusCode} {exception.Status.Detail} {TextOf([.. replies, details])}");
        }
    }

    private static async Task SendAsync(Api caller, MethodDescriptor call, byte[]? request, List<byte[]> replies)
    {
        MethodType kind = (call.IsClientStreaming, call.IsServerStreaming) switch
        {
            (true, true) => MethodType.DuplexStreaming,
            (false, true) => MethodType.ServerStreaming,
            _ => MethodType.Unary,
        };
        Method<byte[], byte[]> method = new(kind, call.Service.FullName, call.Name, Bytes, Bytes);
        if (kind == MethodType.Unary)
        {
            replies.Add(await caller.Invoker.AsyncUnaryCall(method, null, default, request ?? []));
            return;
        }
        if (kind == MethodType.ServerStreaming)
        {
            using AsyncServerStreamingCall<byte[]> server = caller.Invoker.AsyncServerStreamingCall(method, null, default, request ?? []);
            await foreach (byte[] reply in server.ResponseStream.ReadAllAsync())
                replies.Add(reply);
            return;
        }
        using AsyncDuplexStreamingCall<byte[], byte[]> duplex = caller.Invoker.AsyncDuplexStreamingCall(method, null, default);
        try
        {
            if (request is not null)
                await duplex.RequestStream.WriteAsync(request);
            await duplex.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The server has ended the call already; its answer says why.
        }
        await foreach (byte[] reply in duplex.ResponseStream.ReadAllAsync())
            replies.Add(reply);
    }

    private static string TextOf(IEnumerable<byte[]> parts) => string.Join('|', parts.Select(Encoding.Latin1.GetString));
}
