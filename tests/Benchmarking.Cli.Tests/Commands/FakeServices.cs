using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

internal sealed class FakePeriods(FakeServer server) : PeriodService.PeriodServiceBase
{
    public override Task<Period> GetPeriod(GetPeriodRequest request, ServerCallContext context)
    {
        server.Answer(context);
        return server.OpenPeriods.Contains(request.Name)
            ? Task.FromResult(new Period { Name = request.Name, State = Period.Types.State.Open })
            : throw FakeServer.Refusal(StatusCode.NotFound, ErrorReason.PeriodUnknown, $"No period {request.Name}.");
    }

    public override Task<Period> OpenPeriod(OpenPeriodRequest request, ServerCallContext context)
    {
        if (server.OpeningRefused is not null) throw server.OpeningRefused;
        server.OpenPeriods.Add(request.Name);
        return Task.FromResult(new Period { Name = request.Name, State = Period.Types.State.Open });
    }

    public override Task<Period> FinishPeriod(FinishPeriodRequest request, ServerCallContext context)
    {
        server.FinishedPeriods.Add(request.Name);
        server.Answer(context);
        return Task.FromResult(new Period
        {
            Name = request.Name,
            State = Period.Types.State.Finished,
            LatestEdition = 2,
            FinishTime = Timestamp.FromDateTime(new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc)),
        });
    }
}

internal sealed class FakeReturns(FakeServer server) : ReturnService.ReturnServiceBase
{
    public override async Task ImportReturns(
        IAsyncStreamReader<ImportReturnsRequest> requestStream, IServerStreamWriter<ImportReturnsResponse> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            server.Imports.Add(request);
            if (server.RefuseEarly) break;
        }

        if (server.ImportProblems.Count > 0)
        {
            await responseStream.WriteAsync(new() { Problems = { server.ImportProblems } });
            throw FakeServer.Refusal(StatusCode.InvalidArgument, server.ImportProblems[0].Reason, "Refused.");
        }

        foreach (var own in server.Imports.SelectMany(request => request.Lines).GroupBy(line => line.Organisation))
        {
            await responseStream.WriteAsync(new()
            {
                Stored = { own.Select(line => new ImportedLine { Line = line.Line, Return = $"organisations/{own.Key}/returns/2025", Revision = 1 }) },
            });
            if (server.ImportBreak is { } failure) throw failure;
        }
    }

    public override Task<Return> GetReturn(GetReturnRequest request, ServerCallContext context) => Task.FromResult(new Return
    {
        Name = request.Name,
        State = Return.Types.State.Submitted,
        Revision = 2,
        Lines = { new ReturnLine { Measure = "measures/tp01", Stage = Stage.Delivered, Numerator = "12.50", Denominator = "80", Note = "-x" } },
    });
}

internal sealed class FakeOrganisations(FakeServer server) : OrganisationService.OrganisationServiceBase
{
    public override async Task ImportOrganisations(
        IAsyncStreamReader<ImportOrganisationsRequest> requestStream, IServerStreamWriter<ImportOrganisationsResponse> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            server.Organisations.Add(request.Organisation);
            await responseStream.WriteAsync(new() { Stored = new() { Line = request.Line, Organisation = request.Organisation.Name, Changed = request.Line > 2 } });
            if (server.ImportBreak is { } failure) throw failure;
        }
    }

    public override Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context)
    {
        server.OrganisationsAsked.Add(request);
        int page = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, null);
        ListOrganisationsResponse response = new() { NextPageToken = page + 1 < server.Organisations.Count ? $"{page + 1}" : "" };
        response.Organisations.AddRange(server.Organisations.Skip(page).Take(1));
        return Task.FromResult(response);
    }

    public override Task<Organisation> WithdrawOrganisation(WithdrawOrganisationRequest request, ServerCallContext context)
    {
        server.Withdrawn.Add(request);
        server.Answer(context);
        Organisation withdrawn = new(server.Organisations.Single(one => one.Name == request.Name))
        {
            WithdrawTime = Timestamp.FromDateTime(new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc)),
            WithdrawReason = request.Reason,
        };
        server.Organisations[server.Organisations.FindIndex(one => one.Name == request.Name)] = withdrawn;
        return Task.FromResult(withdrawn);
    }
}

internal sealed class FakeMeasures(FakeServer server) : MeasureService.MeasureServiceBase
{
    public override Task<ListMeasuresResponse> ListMeasures(ListMeasuresRequest request, ServerCallContext context) =>
        Task.FromResult(new ListMeasuresResponse { Measures = { server.Measure } });

    public override async Task ImportMeasures(
        IAsyncStreamReader<ImportMeasuresRequest> requestStream, IServerStreamWriter<ImportMeasuresResponse> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new()
            {
                Problem = new() { Line = request.Line, Field = "kind", Reason = ErrorReason.MeasureMalformed, Message = $"\"{request.Definition.Kind}\" is no kind." },
            });
        }

        throw FakeServer.Refusal(StatusCode.InvalidArgument, ErrorReason.MeasureMalformed, "Refused.");
    }
}

internal sealed class FakeEditions(FakeServer server) : EditionService.EditionServiceBase
{
    // The cut ends only once it was watched: the test would hang if the command did not watch meanwhile.
    public override async Task<Edition> CutEdition(CutEditionRequest request, ServerCallContext context)
    {
        Assert.NotEmpty(request.RequestId);
        server.Cuts.Add(request);
        server.Answer(context);
        await server.Watched.Task.WaitAsync(context.CancellationToken);
        return new() { Name = $"{request.Parent}/editions/3", TableCount = 26, PublishedCellCount = 900, WithheldCellCount = 80 };
    }

    public override Task<EditionAudit> GetEditionAudit(GetEditionAuditRequest request, ServerCallContext context)
    {
        server.Answer(context);
        server.Audited.Add(request.Name);
        return Task.FromResult(Replies.Audit);
    }

    public override async Task WatchCut(WatchCutRequest request, IServerStreamWriter<WatchCutResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new() { Phase = WatchCutResponse.Types.Phase.Collecting, Done = 1, Total = 2 });
        server.Watched.TrySetResult();
    }
}

internal sealed class FakeBenchmarks(FakeServer server) : BenchmarkService.BenchmarkServiceBase
{
    public override Task<CompareResponse> Compare(CompareRequest request, ServerCallContext context)
    {
        server.Answer(context);
        server.Compared = request;
        return Task.FromResult(Replies.Comparison);
    }

    public override Task<CompareSectorsResponse> CompareSectors(CompareSectorsRequest request, ServerCallContext context)
    {
        server.SectorsCompared = request;
        return Task.FromResult(Replies.Sectors);
    }

    public override Task<Benchmark> GetBenchmark(GetBenchmarkRequest request, ServerCallContext context)
    {
        server.Asked = request;
        return Task.FromResult(Replies.Withheld);
    }
}

internal sealed class FakeCohortProposals(FakeServer server) : CohortProposalService.CohortProposalServiceBase
{
    public override Task<CohortProposal> ProposeCohort(ProposeCohortRequest request, ServerCallContext context)
    {
        server.Proposed.Add(request);
        server.Answer(context);
        return Task.FromResult(new CohortProposal
        {
            Name = $"{request.Parent}/cohortProposals/1",
            Cohort = "region=north|south",
            Filter = request.Filter,
            Reason = request.Reason,
            MemberCount = 78,
            Proposer = "keys/k1",
            ProposeTime = Timestamp.FromDateTime(new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc)),
            State = CohortProposal.Types.State.Open,
        });
    }
}

internal sealed class FakeKeys(FakeServer server) : KeyService.KeyServiceBase
{
    public override Task<IssueKeyResponse> IssueKey(IssueKeyRequest request, ServerCallContext context)
    {
        server.KeysIssued++;
        server.Issued = request;
        server.Answer(context);
        return Task.FromResult(new IssueKeyResponse { Key = new() { Name = "keys/k1", Role = request.Role, Organisation = request.Organisation }, Secret = "s3cret" });
    }

    public override Task<RotateKeyResponse> RotateKey(RotateKeyRequest request, ServerCallContext context)
    {
        server.Rotated.Add(request);
        server.Answer(context);
        Timestamp? end = request.Overlap.Seconds > 0 ? Timestamp.FromDateTime(new(2026, 6, 22, 12, 0, 0, DateTimeKind.Utc)) : null;
        return Task.FromResult(new RotateKeyResponse { Key = new() { Name = request.Name, Role = Role.Analyst, OverlapEndTime = end }, Secret = "n3w" });
    }

    public override Task<Key> GetKey(GetKeyRequest request, ServerCallContext context) => Task.FromResult(new Key
    {
        Name = request.Name,
        Role = Role.Viewer,
        Organisation = "organisations/LH0001",
        CreateTime = Timestamp.FromDateTime(new(2026, 1, 5, 9, 30, 0, DateTimeKind.Utc)),
        LastUseTime = Timestamp.FromDateTime(new(2026, 6, 15, 11, 0, 0, DateTimeKind.Utc)),
    });
}
