using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Authorisation;

/// <summary>Every call of the platform needs a key that holds and whose role may make it; health and reflection alone are open.</summary>
internal sealed class AuthorisationInterceptor(KeyRing keys) : Interceptor
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await AuthoriseAsync(context);
        return await continuation(request, context);
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthoriseAsync(context);
        await continuation(request, responseStream, context);
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthoriseAsync(context);
        await continuation(requestStream, responseStream, context);
    }

    private async Task AuthoriseAsync(ServerCallContext context)
    {
        if (IsOpen(context.Method))
            return;
        string header = context.RequestHeaders.GetValue("authorization") ?? "";
        Caller? caller = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? await keys.AuthenticateAsync(header[Scheme.Length..].Trim()) : null;
        if (caller is null)
        {
            throw new Problem(0, "authorization", ProblemReason.KeyInvalid, "There is no key, or it does not hold.",
                "Send the header authorization: Bearer <key>; a steward issues keys with `benchmarking keys issue`.").ToException();
        }
        if (!Permissions.Allows(context.Method, caller.Role))
        {
            throw new Problem(0, "authorization", ProblemReason.RoleNotAllowed, $"A {caller.Role.ToString().ToLowerInvariant()}'s key may not call {context.Method[(context.Method.LastIndexOf('/') + 1)..]}.",
                "Use a key of another role.").ToException();
        }
        context.UserState[typeof(Caller)] = caller;
    }

    private static bool IsOpen(string method) =>
        method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal) || method.StartsWith("/grpc.reflection.", StringComparison.Ordinal);
}

/// <summary>The caller of a call.</summary>
internal static class Callers
{
    /// <summary>The caller that the interceptor let through.</summary>
    public static Caller Caller(this ServerCallContext context) => (Caller)context.UserState[typeof(Caller)];

    /// <summary>The caller's own organisation if it is the one named; otherwise the answer is the same as for one that does not exist.</summary>
    public static OwnOrganisation Own(this ServerCallContext context, Organisations.OrganisationId organisation) =>
        context.Caller().Own is { } own && own.Id == organisation ? own : throw Organisations.OrganisationId.Unknown(organisation.Value).ToException();
}
