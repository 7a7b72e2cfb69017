using System.Collections.Immutable;
using Benchmarking.Grains.Periods;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Benchmarking.Server.Services;

/// <summary>Periods over gRPC.</summary>
internal sealed class PeriodGrpcService(PeriodGateway periods) : PeriodService.PeriodServiceBase
{
    /// <inheritdoc/>
    public override async Task<Period> GetPeriod(GetPeriodRequest request, ServerCallContext context)
    {
        Returns.Period period = Names.Period(request.Name);
        return ToWire(await periods.GetAsync(period) ?? throw period.Unknown().ToException());
    }

    /// <inheritdoc/>
    public override async Task<ListPeriodsResponse> ListPeriods(ListPeriodsRequest request, ServerCallContext context)
    {
        ImmutableArray<StoredPeriod> all = await periods.ListAsync();
        (IReadOnlyList<StoredPeriod> page, string next) = Pages.Of(all, "periods", request.PageSize, request.PageToken);
        ListPeriodsResponse response = new() { NextPageToken = next };
        response.Periods.AddRange(page.Select(ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<Period> OpenPeriod(OpenPeriodRequest request, ServerCallContext context) =>
        ToWire((await periods.OpenAsync(Names.Period(request.Name))).OrThrow());

    /// <inheritdoc/>
    public override async Task<Period> ClosePeriod(ClosePeriodRequest request, ServerCallContext context)
    {
        Returns.Period period = Names.Period(request.Name);
        return ToWire(await periods.CloseAsync(period) ?? throw period.Unknown().ToException());
    }

    /// <inheritdoc/>
    public override async Task<Period> FinishPeriod(FinishPeriodRequest request, ServerCallContext context) =>
        ToWire((await periods.FinishAsync(Names.Period(request.Name))).OrThrow());

    private static Period ToWire(StoredPeriod stored) => new()
    {
        Name = stored.Period.Name,
        State = (Period.Types.State)stored.State,
        OpenTime = Timestamp.FromDateTimeOffset(stored.OpenTime),
        CloseTime = stored.CloseTime is { } closed ? Timestamp.FromDateTimeOffset(closed) : null,
        LatestEdition = stored.LatestEdition,
        FinishTime = stored.FinishTime is { } finished ? Timestamp.FromDateTimeOffset(finished) : null,
    };
}
