using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Server.Web.Returns;

/// <summary>A member's return for a period, as its pages need it.</summary>
/// <param name="Stored">The period.</param>
/// <param name="Return">The return; null before anything was saved.</param>
/// <param name="IsSubmitted">Whether there is something that the next cut takes, be it beside a draft.</param>
/// <param name="Catalogue">The measures.</param>
internal sealed record OwnReturn(StoredPeriod Stored, Return? Return, bool IsSubmitted, Catalogue Catalogue)
{
    /// <summary>The period.</summary>
    public Period Period => Stored.Period;

    /// <summary>Whether returns are taken.</summary>
    public bool IsOpen => Stored.State == PeriodState.Open;

    /// <summary>The newest lines.</summary>
    public ImmutableArray<ReturnLine> Lines => Return?.Lines ?? [];

    /// <summary>The return's state, in words.</summary>
    public string State => Return switch
    {
        null => "Not started",
        { State: ReturnState.Draft, Revision: > 0 } => IsSubmitted ? "Draft of a correction" : "Withdrawn, and a draft is saved: nothing is submitted",
        { State: ReturnState.Draft } => "Draft",
        { State: ReturnState.Submitted } => "Submitted",
        _ => "Withdrawn",
    };

    /// <summary>The address of a page of it.</summary>
    public string Address(string page = "") => $"/returns/{Period.Value}{(page.Length > 0 ? "/" : "")}{page}";
}

/// <summary>Finds a member's returns.</summary>
internal sealed class OwnReturns(ReturnGateway returns, PeriodGateway periods, MeasureGateway measures)
{
    /// <summary>A return; null when the text is no period, or none that was opened.</summary>
    public async Task<OwnReturn?> FindAsync(OwnOrganisation own, string period) =>
        Period.TryParse(period) is { } read && await periods.GetAsync(read) is { } stored ? await ReadAsync(own, stored) : null;

    /// <summary>The member's return of every period, latest first.</summary>
    public async Task<IReadOnlyList<OwnReturn>> ListAsync(OwnOrganisation own) => await Task.WhenAll((await periods.ListAsync()).Select(stored => ReadAsync(own, stored)));

    private async Task<OwnReturn> ReadAsync(OwnOrganisation own, StoredPeriod stored) => new(
        stored, await returns.GetAsync(own, stored.Period), (await returns.StatusAsync(own.Id, stored.Period)).IsSubmitted, await measures.GetAsync());
}
