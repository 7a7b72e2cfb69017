using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client.Configuration;

namespace Benchmarking.Client;

/// <summary>What every call gets: the key, a deadline, and a request id that makes its repeat harmless.</summary>
/// <remarks>An interceptor and not call credentials, which an unencrypted channel, even to loopback, would drop.</remarks>
internal sealed class CallPolicy(string? key, TimeSpan? defaultDeadline) : Interceptor
{
    private const string RequestId = "request_id";

    private static readonly IReadOnlyList<FileDescriptor> ServiceFiles =
    [
        OrganisationServiceReflection.Descriptor, MeasureServiceReflection.Descriptor, PeriodServiceReflection.Descriptor,
        ReturnServiceReflection.Descriptor, EditionServiceReflection.Descriptor, BenchmarkServiceReflection.Descriptor,
        QueryServiceReflection.Descriptor, CohortProposalServiceReflection.Descriptor, ReleaseServiceReflection.Descriptor, KeyServiceReflection.Descriptor, JournalServiceReflection.Descriptor,
    ];

    /// <summary>
    /// Repeats calls that find the server unavailable, or were too many and are told to come again soon (the server says when): those that only
    /// read, also in a stream until its first answer has come; those that carry a request id; and the few whose comment in the protos says that
    /// repeating them is harmless. Not those that make another secret each time, and no import, whose lines the library would have to keep.
    /// </summary>
    internal static ServiceConfig ServiceConfig { get; } = MakeServiceConfig();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithRequestId(request), WithDeadline(WithKey(context)));

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithRequestId(request), WithDeadline(WithKey(context)));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, WithKey(context));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithKey(context));

    private static ServiceConfig MakeServiceConfig()
    {
        MethodConfig repeated = new()
        {
            RetryPolicy = new()
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 3,
                RetryableStatusCodes = { StatusCode.Unavailable, StatusCode.ResourceExhausted },
            },
        };
        foreach (var method in ServiceFiles.SelectMany(file => file.Services).SelectMany(service => service.Methods))
        {
            if (!method.IsClientStreaming && method.InputType != IssueKeyRequest.Descriptor && method.InputType != RotateKeyRequest.Descriptor)
                repeated.Names.Add(new() { Service = method.Service.FullName, Method = method.Name });
        }

        return new() { MethodConfigs = { repeated } };
    }

    // Without one, a repeat after a lost answer would be a second submission.
    private static TRequest WithRequestId<TRequest>(TRequest request) where TRequest : class
    {
        if (request is not IMessage message || message.Descriptor.FindFieldByName(RequestId) is not { } field) return request;
        if (field.Accessor.GetValue(message) is not "") return request;
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        field.Accessor.SetValue(copy, Guid.NewGuid().ToString());
        return (TRequest)copy;
    }

    private ClientInterceptorContext<TRequest, TResponse> WithKey<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class where TResponse : class
    {
        if (key is null) return context;
        Metadata headers = [.. context.Options.Headers ?? []];
        headers.Add("authorization", $"Bearer {key}");
        return new(context.Method, context.Host, context.Options.WithHeaders(headers));
    }

    private ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class where TResponse : class =>
        context.Options.Deadline is not null || defaultDeadline is null
            ? context
            : new(context.Method, context.Host, context.Options.WithDeadline(DateTime.UtcNow + defaultDeadline.Value));
}
