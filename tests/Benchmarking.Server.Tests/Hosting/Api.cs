using Benchmarking.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>The platform's calls with one key; each ends when its test is cancelled.</summary>
public sealed class Api
{
    public Api(ChannelBase channel, string key)
    {
        Key = key;
        Invoker = channel.Intercept(new CallDefaults(key));
        Organisations = new(Invoker);
        Measures = new(Invoker);
        Periods = new(Invoker);
        Returns = new(Invoker);
        Editions = new(Invoker);
        Benchmarks = new(Invoker);
        Queries = new(Invoker);
        CohortProposals = new(Invoker);
        Releases = new(Invoker);
        Keys = new(Invoker);
        Journal = new(Invoker);
    }

    public string Key { get; }

    public CallInvoker Invoker { get; }

    public OrganisationService.OrganisationServiceClient Organisations { get; }

    public MeasureService.MeasureServiceClient Measures { get; }

    public PeriodService.PeriodServiceClient Periods { get; }

    public ReturnService.ReturnServiceClient Returns { get; }

    public EditionService.EditionServiceClient Editions { get; }

    public BenchmarkService.BenchmarkServiceClient Benchmarks { get; }

    public QueryService.QueryServiceClient Queries { get; }

    public CohortProposalService.CohortProposalServiceClient CohortProposals { get; }

    public ReleaseService.ReleaseServiceClient Releases { get; }

    public KeyService.KeyServiceClient Keys { get; }

    public JournalService.JournalServiceClient Journal { get; }

    private sealed class CallDefaults(string key) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, WithDefaults(context));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, WithDefaults(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(WithDefaults(context));

        private ClientInterceptorContext<TRequest, TResponse> WithDefaults<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class where TResponse : class
        {
            CallOptions options = context.Options.CancellationToken.CanBeCanceled
                ? context.Options
                : context.Options.WithCancellationToken(TestContext.Current.CancellationToken);
            if (key.Length > 0)
                options = options.WithHeaders([.. options.Headers ?? [], new Metadata.Entry("authorization", $"Bearer {key}")]);
            return new(context.Method, context.Host, options);
        }
    }
}
