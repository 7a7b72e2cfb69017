using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Authorisation;

/// <summary>Every call of the platform needs a key, a token or a client certificate that holds and whose role may make it; health and reflection are open, and what anyone may read needs none.</summary>
internal sealed class AuthorisationInterceptor(Denials denials) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await AuthoriseAsync(context, request);
        return await continuation(request, context);
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthoriseAsync(context, request);
        await continuation(request, responseStream, context);
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthoriseAsync(context, request: null);
        await continuation(requestStream, responseStream, context);
    }

    private async Task AuthoriseAsync(ServerCallContext context, object? request)
    {
        string call = Calls.NameOf(context);
        if (Calls.IsOpen(call, context.GetHttpContext()))
            return;
        // Whoever calls was found out at the door, before the message was read.
        Caller caller = context.GetHttpContext().Features.Get<Caller>()!;
        context.UserState[typeof(Caller)] = caller;
        if (!Permissions.Allows(call, caller.Role))
        {
            await denials.NoteAsync(request is IMessage message ? JournalledNames.Of(message, context) : JournalledNames.OfNothing(context));
            throw new Problem(0, "authorization", ProblemReason.RoleNotAllowed, $"The role {caller.Role.ToString().ToLowerInvariant()} may not call {call[(call.LastIndexOf('/') + 1)..]}.",
                "Use a key, token or certificate of another role.").ToException();
        }
    }
}

/// <summary>The caller of a call.</summary>
internal static class Callers
{
    /// <summary>The caller that the interceptor let through.</summary>
    public static Caller Caller(this ServerCallContext context) => (Caller)context.UserState[typeof(Caller)];

    /// <summary>The body that the caller publishes for.</summary>
    public static OwnBody OwnBody(this ServerCallContext context) => context.Caller().Body ?? throw Releases.BodyId.Missing().ToException();

    /// <summary>The caller's own organisation if it is the one named; otherwise the answer is the same as for one that does not exist.</summary>
    public static OwnOrganisation Own(this ServerCallContext context, Organisations.OrganisationId organisation) =>
        context.Caller().Own is { } own && own.Id == organisation ? own : throw Organisations.OrganisationId.Unknown(organisation.Value).ToException();
}
