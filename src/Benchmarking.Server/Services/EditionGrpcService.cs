using System.Collections.Immutable;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Periods;
using Benchmarking.Returns;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using Edition = Benchmarking.V1.Edition;

namespace Benchmarking.Server.Services;

/// <summary>Editions over gRPC.</summary>
internal sealed class EditionGrpcService(EditionGateway editions, PeriodGateway periods) : EditionService.EditionServiceBase
{
    /// <inheritdoc/>
    public override async Task<Edition> CutEdition(CutEditionRequest request, ServerCallContext context) =>
        (await editions.CutAsync(Names.Period(request.Parent), Names.Request(request.RequestId))).OrThrow().ToWire(withdrawal: null);

    /// <inheritdoc/>
    public override async Task<Edition> GetEdition(GetEditionRequest request, ServerCallContext context) =>
        ToWire(await editions.StoredAsync(request.Name));

    /// <inheritdoc/>
    public override async Task<V1.EditionAudit> GetEditionAudit(GetEditionAuditRequest request, ServerCallContext context) =>
        (await editions.AuditAsync((await editions.StoredAsync(Names.AuditedEdition(request.Name))).Edition)).ToWire();

    /// <inheritdoc/>
    public override async Task<Edition> WithdrawEdition(WithdrawEditionRequest request, ServerCallContext context)
    {
        string reason = ReturnValidation.ReadReason(request.Reason).OrThrow();
        if (reason.Length == 0)
            throw new Problem(0, "reason", ProblemReason.FieldRequired, "The reason is empty.", "Say why it is withdrawn: everyone can read it.").ToException();
        StoredEdition stored = await editions.StoredAsync(request.Name);
        return ToWire((await editions.WithdrawAsync(stored.Edition.Period, stored.Edition.Number, reason))!);
    }

    /// <inheritdoc/>
    public override async Task<ListEditionsResponse> ListEditions(ListEditionsRequest request, ServerCallContext context)
    {
        Returns.Period period = Names.Period(request.Parent);
        if (await periods.GetAsync(period) is null)
            throw period.Unknown().ToException();
        ImmutableArray<StoredEdition> all = await editions.ListAsync(period);
        (IReadOnlyList<StoredEdition> page, string next) = Pages.Of(all, $"{period.Name}/editions", request.PageSize, request.PageToken);
        ListEditionsResponse response = new() { NextPageToken = next };
        response.Editions.AddRange(page.Select(ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task WatchCut(WatchCutRequest request, IServerStreamWriter<WatchCutResponse> responseStream, ServerCallContext context)
    {
        await foreach (CutProgress progress in periods.WatchCutAsync(Names.Period(request.Parent), context.CancellationToken))
        {
            await responseStream.WriteAsync(new()
            {
                Phase = (WatchCutResponse.Types.Phase)progress.Phase,
                Done = progress.Done,
                Total = progress.Total,
            }, context.CancellationToken);
        }
    }

    private static Edition ToWire(StoredEdition stored) => stored.Edition.ToWire(stored.Withdrawal);
}

/// <summary>Finds the edition a request names.</summary>
internal static class NamedEditions
{
    /// <summary>The edition to read figures from, or the error that says there is none, or that it was withdrawn.</summary>
    public static async Task<Editions.Edition> NamedAsync(this EditionGateway editions, string name) => (await editions.ReadAsync(name)).OrThrow();

    /// <summary>The edition, withdrawn or not, or the error that says there is none.</summary>
    public static async Task<StoredEdition> StoredAsync(this EditionGateway editions, string name) => (await editions.FindAsync(name)).OrThrow();

    /// <summary>The edition to read figures from, or why there is none.</summary>
    public static async Task<Outcome<Editions.Edition>> ReadAsync(this EditionGateway editions, string name)
    {
        Outcome<StoredEdition> stored = await editions.FindAsync(name);
        return stored is { IsAccepted: true, Value: { Withdrawal: { } withdrawal, Edition: var withdrawn } }
            ? Outcome.Refused<Editions.Edition>(new Problem(0, "edition", ProblemReason.EditionWithdrawn, $"{withdrawn.Name} was withdrawn: {withdrawal.Reason}",
                "Ask for the latest edition by its period alone."))
            : stored.Select(found => found.Edition);
    }

    private static async Task<Outcome<StoredEdition>> FindAsync(this EditionGateway editions, string name)
    {
        Outcome<(Returns.Period Period, int? Number)> named = Names.ReadEdition(name);
        if (!named.IsAccepted)
            return Outcome.Refused<StoredEdition>(named.Problems);
        (Returns.Period period, int? number) = named.Value;
        return await editions.FindAsync(period, number) is { } found ? Outcome.Accepted(found) : Outcome.Refused<StoredEdition>(new Problem(0, "edition", ProblemReason.EditionUnknown,
            number is null ? $"The period {period} has no edition yet." : $"The period {period} has no edition {number}.",
            $"See `benchmarking editions list --period {period}`; a steward cuts one with `benchmarking editions cut --period {period}`."));
    }
}
