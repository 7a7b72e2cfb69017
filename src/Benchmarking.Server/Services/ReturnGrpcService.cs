using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using Period = Benchmarking.Returns.Period;

namespace Benchmarking.Server.Services;

/// <summary>Returns over gRPC.</summary>
internal sealed class ReturnGrpcService(ReturnGateway returns, MeasureGateway measures, PeriodGateway periods, ReturnImport import)
    : ReturnService.ReturnServiceBase
{
    /// <inheritdoc/>
    public override async Task<V1.Return> GetReturn(GetReturnRequest request, ServerCallContext context)
    {
        (OwnOrganisation own, Period period) = await OwnAsync(request.Name, context);
        Returns.Return? value = await returns.GetAsync(own, period);
        return (value ?? throw new Problem(0, "name", ProblemReason.PeriodUnknown, $"You have saved nothing for {period} yet.",
            $"Submit with `benchmarking returns import FILE.csv --period {period}`.").ToException()).ToWire();
    }

    /// <inheritdoc/>
    public override async Task<V1.Return> UpdateReturn(UpdateReturnRequest request, ServerCallContext context) =>
        await WriteAsync(request.Name, ReturnState.Draft, await ValidateAsync(request.Lines), "", request.Etag, request.RequestId, context);

    /// <inheritdoc/>
    public override async Task<ValidateReturnResponse> ValidateReturn(ValidateReturnRequest request, ServerCallContext context)
    {
        await OwnAsync(request.Name, context);
        ValidateReturnResponse response = new();
        response.Problems.AddRange(ReturnValidation.Validate(request.Lines.ToTexts(), await measures.GetAsync()).Problems.Select(Refusals.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.Return> SubmitReturn(SubmitReturnRequest request, ServerCallContext context) =>
        await WriteAsync(request.Name, ReturnState.Submitted, request.Lines.Count == 0 ? [] : await ValidateAsync(request.Lines),
            request.Reason, request.Etag, request.RequestId, context);

    /// <inheritdoc/>
    public override async Task<V1.Return> WithdrawReturn(WithdrawReturnRequest request, ServerCallContext context) =>
        await WriteAsync(request.Name, ReturnState.Withdrawn, [], request.Reason, request.Etag, request.RequestId, context);

    /// <inheritdoc/>
    public override async Task<ListReturnRevisionsResponse> ListReturnRevisions(ListReturnRevisionsRequest request, ServerCallContext context)
    {
        (OwnOrganisation own, Period period) = await OwnAsync(request.Parent, context);
        ImmutableArray<Returns.ReturnRevision> all = await returns.ListRevisionsAsync(own, period);
        (IReadOnlyList<Returns.ReturnRevision> page, string next) = Pages.Of(all, $"{Returns.Return.NameOf(own.Id, period)}/revisions", request.PageSize, request.PageToken);
        ListReturnRevisionsResponse response = new() { NextPageToken = next };
        response.Revisions.AddRange(page.Select(ReturnMapping.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override Task ImportReturns(
        IAsyncStreamReader<ImportReturnsRequest> requestStream, IServerStreamWriter<ImportReturnsResponse> responseStream, ServerCallContext context) =>
        import.RunAsync(context.Caller(), context.Journalled(), requestStream, responseStream, context.CancellationToken);

    private async Task<V1.Return> WriteAsync(
        string name, ReturnState kind, ImmutableArray<Returns.ReturnLine> lines, string reason, string etag, string requestId, ServerCallContext context)
    {
        (OwnOrganisation own, Period period) = await OwnAsync(name, context);
        string why = ReturnValidation.ReadReason(reason).OrThrow();
        return (await returns.WriteAsync(own, period, kind, lines, why, etag, Names.Request(requestId))).OrThrow().ToWire();
    }

    private async Task<ImmutableArray<Returns.ReturnLine>> ValidateAsync(IEnumerable<V1.ReturnLine> lines) =>
        ReturnValidation.Validate(lines.ToTexts(), await measures.GetAsync()).OrThrow();

    // Whose return it is comes before everything else: another's and one that does not exist answer alike.
    private async Task<(OwnOrganisation Own, Period Period)> OwnAsync(string name, ServerCallContext context)
    {
        (OrganisationId organisation, Period period) = Names.Return(name);
        OwnOrganisation own = context.Own(organisation);
        return await periods.GetAsync(period) is null ? throw period.Unknown().ToException() : (own, period);
    }
}
