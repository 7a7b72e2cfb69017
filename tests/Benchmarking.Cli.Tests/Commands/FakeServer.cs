using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Cli.Tests.Commands;

/// <summary>A server in this process that answers as it is told and remembers what it was asked.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FakeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _application = builder.Build();
        _application.MapGrpcService<FakePeriods>();
        _application.MapGrpcService<FakeReturns>();
        _application.MapGrpcService<FakeOrganisations>();
        _application.MapGrpcService<FakeMeasures>();
        _application.MapGrpcService<FakeEditions>();
        _application.MapGrpcService<FakeBenchmarks>();
        _application.MapGrpcService<FakeCohortProposals>();
        _application.MapGrpcService<FakeReleases>();
        _application.MapGrpcService<FakeQueries>();
        _application.MapGrpcService<FakeKeys>();
        _application.MapGrpcService<FakeJournal>();
    }

    public string Address => _application.Urls.Single();

    public HashSet<string> OpenPeriods { get; } = [];

    public List<string> FinishedPeriods { get; } = [];

    /// <summary>Given in place of the next answers of GetPeriod, Compare, CutEdition, GetEditionAudit, FinishPeriod, WithdrawOrganisation, ProposeCohort, IssueKey or a publisher's calls.</summary>
    public Queue<RpcException> Failures { get; } = [];

    public RpcException? OpeningRefused { get; set; }

    public List<ImportReturnsRequest> Imports { get; } = [];

    public List<Problem> ImportProblems { get; } = [];

    /// <summary>What ends the next import of returns or organisations once something of it is stored.</summary>
    public RpcException? ImportBreak { get; set; }

    /// <summary>Ends an import after its first message, while the client still sends.</summary>
    public bool RefuseEarly { get; set; }

    public Measure Measure { get; } = new() { Name = "measures/tp01", DisplayName = "Overall satisfaction", Unit = "%", Stages = { Stage.Committed, Stage.Delivered } };

    public List<Organisation> Organisations { get; } = [];

    public List<ListOrganisationsRequest> OrganisationsAsked { get; } = [];

    public List<WithdrawOrganisationRequest> Withdrawn { get; } = [];

    public List<string> Authorisations { get; } = [];

    public CompareRequest? Compared { get; set; }

    public CompareSectorsRequest? SectorsCompared { get; set; }

    public GetBenchmarkRequest? Asked { get; set; }

    public List<QueryRequest> Queries { get; } = [];

    /// <summary>What ends the next streams of rows after a message.</summary>
    public Queue<RpcException> QueryBreaks { get; } = [];

    /// <summary>What ends the stream of one call for rows, counted from 1, after a message.</summary>
    public (int Call, RpcException Failure)? QueryBreaksAt { get; set; }

    public int QueryCalls { get; set; }

    public List<CutEditionRequest> Cuts { get; } = [];

    public List<string> Audited { get; } = [];

    public List<ProposeCohortRequest> Proposed { get; } = [];

    public TaskCompletionSource Watched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> ReleasesAsked { get; } = [];

    /// <summary>What publishers asked for, refused or not.</summary>
    public List<IMessage> ReleaseChanges { get; } = [];

    public List<DownloadReleaseRequest> Downloaded { get; } = [];

    /// <summary>Changes the first part of a download before it is sent.</summary>
    public Action<DownloadReleaseResponse> Spoil { get; set; } = _ => { };

    public int KeysIssued { get; set; }

    public IssueKeyRequest? Issued { get; set; }

    public List<RotateKeyRequest> Rotated { get; } = [];

    public List<ListJournalEntriesRequest> JournalAsked { get; } = [];

    public VerifyJournalResponse Verdict { get; } = new() { IsIntact = true, EntryCount = 12, Head = new string('a', 64) };

    public static async Task<FakeServer> StartAsync()
    {
        FakeServer server = new();
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static RpcException Refusal(StatusCode status, ErrorReason reason, string message, string remedy = "")
    {
        ErrorInfo info = new() { Domain = "benchmarking", Reason = Benchmarking.Client.WireName.Of(reason), Metadata = { ["remedy"] = remedy } };
        return new Google.Rpc.Status { Code = (int)status, Message = message, Details = { Any.Pack(info) } }.ToRpcException();
    }

    /// <summary>As a server refuses a draft: each problem with its field.</summary>
    public static RpcException RefusedDraft(params (string Field, string Message)[] problems) => RefusedDraft(problems.Length, problems);

    /// <summary>Likewise, with the first of more problems.</summary>
    public static RpcException RefusedDraft(int count, (string Field, string Message)[] problems)
    {
        ErrorInfo info = new() { Domain = "benchmarking", Reason = Benchmarking.Client.WireName.Of(ErrorReason.FieldRequired), Metadata = { ["remedy"] = "Mend it.", ["problem_count"] = $"{count}" } };
        BadRequest fields = new();
        fields.FieldViolations.AddRange(problems.Select(problem => new BadRequest.Types.FieldViolation { Field = problem.Field, Description = problem.Message }));
        return new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = $"{problems.Length} problems", Details = { Any.Pack(info), Any.Pack(fields) } }.ToRpcException();
    }

    /// <summary>As a server refuses that has had too many calls: soon is told to programs too.</summary>
    public static RpcException TooMany(TimeSpan wait)
    {
        ErrorInfo info = new() { Domain = "benchmarking", Reason = "RATE_LIMITED", Metadata = { ["remedy"] = $"Try again in {wait.TotalHours:0} hours." } };
        RetryInfo retry = new() { RetryDelay = Duration.FromTimeSpan(wait) };
        var refusal = new Google.Rpc.Status { Code = (int)StatusCode.ResourceExhausted, Message = "Too many calls.", Details = { Any.Pack(info), Any.Pack(retry) } }.ToRpcException();
        refusal.Trailers.Add("grpc-retry-pushback-ms", wait < TimeSpan.FromSeconds(1) ? $"{wait.TotalMilliseconds:0}" : "-1");
        return refusal;
    }

    public Task<CliRun> RunAsync(params string[] arguments) => CliRun.OfAsync(arguments, Address);

    public void Answer(ServerCallContext context)
    {
        Authorisations.Add(context.RequestHeaders.GetValue("authorization") ?? "");
        if (Failures.TryDequeue(out var failure)) throw failure;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
