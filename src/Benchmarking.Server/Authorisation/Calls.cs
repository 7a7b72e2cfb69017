namespace Benchmarking.Server.Authorisation;

/// <summary>Which calls are open to everyone.</summary>
internal static class Calls
{
    /// <summary>Whether a call, named as gRPC names it, needs neither key nor token: health and reflection alone.</summary>
    public static bool IsOpen(string method) =>
        method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal) || method.StartsWith("/grpc.reflection.", StringComparison.Ordinal);
}
