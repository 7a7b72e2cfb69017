using System.Collections.Frozen;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace Benchmarking.Server.Authorisation;

/// <summary>Which calls are open to everyone, and which are long.</summary>
internal static class Calls
{
    // It answers once, and goes through all rows of its query to do so.
    private static readonly FrozenSet<string> LikeStreams = ((string[])["/benchmarking.v1.QueryService/DryRun"]).ToFrozenSet();

    /// <summary>Whether a call is one of the few long ones that a caller may have at once: streams, and what does their work in one answer.</summary>
    public static bool IsStream(IMethod method) => method.Type != MethodType.Unary || LikeStreams.Contains(method.FullName);

    /// <summary>The name of a call as the server itself writes it, such as <c>/benchmarking.v1.ReturnService/GetReturn</c>: a path reaches its method in any case of its letters.</summary>
    public static string NameOf(ServerCallContext context) =>
        context.GetHttpContext().GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName ?? context.Method;

    /// <summary>Whether a call, named as gRPC names it, has neither key nor token: health and reflection alone.</summary>
    public static bool IsOpen(string method) =>
        method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal) || method.StartsWith("/grpc.reflection.", StringComparison.Ordinal);

    /// <summary>Whether a call brings a key, a token or a certificate, whatever it is worth.</summary>
    public static bool HasCredential(HttpContext context) => Credential.Of(context).Text.Length > 0 || context.Connection.ClientCertificate is not null;

    /// <summary>Whether a call is let in without a caller: an open one, or one for what anyone may read, to which neither key nor certificate was sent.</summary>
    /// <remarks>One that is sent must hold, also where none is needed: whoever sends one should learn that it has ended.</remarks>
    public static bool IsOpen(string method, HttpContext context) =>
        IsOpen(method) || (Permissions.AllowsWithoutKey(method) && context.Request.Headers.Authorization.Count == 0 && context.Connection.ClientCertificate is null);
}
