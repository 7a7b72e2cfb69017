using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Returns;

/// <summary>
/// What the server may ask about returns. Everything that reads a figure takes an <see cref="OwnOrganisation"/>, which only the key ring
/// makes; an import writes and tells nothing back but revisions.
/// </summary>
public sealed class ReturnGateway(IGrainFactory grains)
{
    /// <summary>The organisation's return; null before its first write.</summary>
    public async Task<Return?> GetAsync(OwnOrganisation own, Period period) => (await Grain(own.Id, period).GetAsync())?.ToReturn(own.Id, period);

    /// <summary>The history of the organisation's return, newest first.</summary>
    public async Task<ImmutableArray<ReturnRevision>> ListRevisionsAsync(OwnOrganisation own, Period period) =>
    [
        .. (await Grain(own.Id, period).ListRevisionsAsync()).Reverse()
            .Select(entry => new ReturnRevision(entry.Revision, entry.State, entry.Reason, entry.CreateTime, entry.LineCount)),
    ];

    /// <summary>The organisation's own figures, from what it has submitted.</summary>
    public async Task<ImmutableArray<OwnFigure>> OwnFiguresAsync(OwnOrganisation own, Period period, Catalogue catalogue) =>
        OwnFigure.Of(await Grain(own.Id, period).SubmittedLinesAsync(), catalogue);

    /// <summary>Saves a draft (<see cref="ReturnState.Draft"/>), submits or withdraws.</summary>
    /// <exception cref="UnauthorizedAccessException">The caller may not write for the organisation.</exception>
    public async Task<Outcome<Return>> WriteAsync(
        OwnOrganisation own, Period period, ReturnState kind, ImmutableArray<ReturnLine> lines, string reason, string etag, string requestId)
    {
        if (!own.MayWrite)
            throw new UnauthorizedAccessException("A viewer may not write.");
        Outcome<ReturnAnswer> answer = await Grain(own.Id, period).WriteAsync(new(kind, lines, reason, etag, requestId));
        return answer.Select(value => value.ToReturn(own.Id, period));
    }

    /// <summary>Whether a caller may bring in returns of an organisation: its own contributor, or a steward.</summary>
    public static bool MayImport(Caller caller, OrganisationId organisation) =>
        caller.Role == Role.Steward || (caller.Own is { MayWrite: true } own && own.Id == organisation);

    /// <summary>
    /// Submits an organisation's lines unless they are what it has submitted already; only the revision is told back. A steward, who reads no
    /// return, leaves a draft as it is; the organisation's own lines take its place, as those of any submission.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">See <see cref="MayImport"/>.</exception>
    public async Task<Outcome<int>> ImportAsync(
        Caller caller, OrganisationId organisation, Period period, ImmutableArray<ReturnLine> lines, string reason, string requestId)
    {
        if (!MayImport(caller, organisation))
            throw new UnauthorizedAccessException("Not the caller's organisation.");
        Outcome<ReturnAnswer> answer = await Grain(organisation, period).WriteAsync(
            new(ReturnState.Submitted, lines, reason, "", requestId, OnlyIfDifferent: true, KeepsDraft: caller.Role == Role.Steward));
        return answer.Select(value => value.Revision);
    }

    /// <summary>Whether an organisation has returned; nothing of its figures, their number among it.</summary>
    public async Task<ReturnStatus> StatusAsync(OrganisationId organisation, Period period)
    {
        ReturnProgress progress = await Grain(organisation, period).GetProgressAsync();
        return new(organisation, progress.State, progress.Revision, progress.UpdateTime, progress.IsSubmitted);
    }

    private IReturnGrain Grain(OrganisationId organisation, Period period) => grains.GetGrain<IReturnGrain>(Return.NameOf(organisation, period));
}
