using System.Collections.Immutable;
using Benchmarking.Grains.Storage;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Periods;

/// <summary>What a period still takes.</summary>
public enum PeriodState
{
    /// <summary>Returns are taken.</summary>
    Open = 1,
    /// <summary>They are not; editions can still be cut.</summary>
    Closed = 2,
    /// <summary>Neither, for good.</summary>
    Finished = 3,
}

/// <summary>A period as it is stored.</summary>
/// <param name="Period">The period.</param>
/// <param name="OpenTime">When it was opened.</param>
/// <param name="CloseTime">When it was closed; null while open.</param>
/// <param name="LatestEdition">Number of its latest edition; 0 before the first cut.</param>
/// <param name="Withdrawals">The editions that were withdrawn.</param>
/// <param name="FinishTime">When it was finished; null while it is not.</param>
[GenerateSerializer, Immutable]
public sealed record StoredPeriod(
    [property: Id(0)] Period Period, [property: Id(1)] DateTimeOffset OpenTime, [property: Id(2)] DateTimeOffset? CloseTime, [property: Id(3)] int LatestEdition,
    [property: Id(4)] ImmutableArray<Withdrawal> Withdrawals, [property: Id(5)] DateTimeOffset? FinishTime = null)
{
    /// <summary>What it still takes.</summary>
    public PeriodState State => FinishTime is not null ? PeriodState.Finished : CloseTime is not null ? PeriodState.Closed : PeriodState.Open;

    /// <summary>Why it takes no return; null while it does.</summary>
    public Problem? ReturnRefusal => State switch
    {
        PeriodState.Finished => Period.Finished(),
        PeriodState.Closed => Period.Closed(),
        _ => null,
    };

    /// <summary>Number of the latest edition whose figures are given; 0 when there is none.</summary>
    public int LatestGivenEdition =>
        Enumerable.Range(1, LatestEdition).LastOrDefault(number => FindWithdrawal(number) is null);

    /// <summary>The withdrawal of an edition; null when it was not withdrawn.</summary>
    public Withdrawal? FindWithdrawal(int edition) => Withdrawals.FirstOrDefault(withdrawal => withdrawal.Edition == edition);
}

/// <summary>That an edition was withdrawn.</summary>
/// <param name="Edition">Its number.</param>
/// <param name="Time">When.</param>
/// <param name="Reason">Why, for everyone to read.</param>
[GenerateSerializer, Immutable]
public sealed record Withdrawal([property: Id(0)] int Edition, [property: Id(1)] DateTimeOffset Time, [property: Id(2)] string Reason);

/// <summary>The collection of a period's returns.</summary>
[GenerateSerializer, Immutable]
internal sealed record CollectionRecord
{
    [Id(0)]
    public DateTimeOffset? OpenTime { get; init; }

    [Id(1)]
    public DateTimeOffset? CloseTime { get; init; }

    /// <summary>Organisations that may have a return, in ordinal order: each is here before its return is first written.</summary>
    [Id(2)]
    public ImmutableArray<string> Roster { get; init; } = [];

    /// <summary>Number of the latest edition that readers may see.</summary>
    [Id(3)]
    public int LatestEdition { get; init; }

    /// <summary>
    /// Cuts begun. Written before a cut starts: an activation that has lost its place cannot write it, and tables refuse an attempt
    /// older than the one they have.
    /// </summary>
    [Id(4)]
    public long Attempt { get; init; }

    [Id(5)]
    public ImmutableArray<RememberedRequest<int>> Requests { get; init; } = [];

    [Id(6)]
    public ImmutableArray<Withdrawal> Withdrawals { get; init; } = [];

    /// <summary>When it was finished, for good: written before the key of its vintages is destroyed.</summary>
    [Id(7)]
    public DateTimeOffset? FinishTime { get; init; }
}
