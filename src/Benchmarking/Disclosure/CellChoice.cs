using System.Collections.Immutable;

namespace Benchmarking.Disclosure;

/// <summary>What made a cell give less than its best.</summary>
internal enum YieldedTo
{
    Nothing = 0,
    Residual = 1,
    AttackerProgramme = 2,
}

/// <summary>A cell while its pattern is sought: what may become of it, best first, and what each choice would tell.</summary>
/// <param name="Table">Position of its table in the problem.</param>
/// <param name="Cohort">Position of its cohort in the lattice.</param>
/// <param name="Entries">Positions of its contributions.</param>
/// <param name="Finding">The primary rules that it fails.</param>
/// <param name="IsUnsafe">Whether nothing of it may be told for its own sake; a cell near a bound may fail a rule and still be coded.</param>
/// <param name="IsDifference">Whether the difference rule forbids that it changes.</param>
/// <param name="Statuses">What may become of it, best first; the last one tells nothing new.</param>
/// <param name="SumsOf">For each status, the sums that it publishes.</param>
/// <param name="Cost">What it costs to give nothing of it.</param>
internal sealed record CellChoice(
    int Table,
    int Cohort,
    ImmutableArray<int> Entries,
    PrimaryFinding Finding,
    bool IsUnsafe,
    bool IsDifference,
    ImmutableArray<CellStatus> Statuses,
    ImmutableArray<ImmutableArray<int>> SumsOf,
    double Cost)
{
    /// <summary>What a band costs, against nothing at all.</summary>
    private const double CodedShare = 0.5;

    /// <summary>Other figures of it that earlier editions published, oldest first: their sums are told for good.</summary>
    public ImmutableArray<ImmutableArray<FigureVersion>> EarlierTold { get; init; } = [];

    /// <summary>Position of the choice taken.</summary>
    public int Taken { get; set; }

    /// <summary>Why it is not at its best.</summary>
    public YieldedTo YieldedTo { get; set; }

    public CellStatus Status => Statuses[Taken];

    /// <summary>Whether there is less to tell.</summary>
    public bool CanYield => Taken < Statuses.Length - 1;

    /// <summary>The cost of the choice taken, against the best.</summary>
    public double CostTaken => Taken == 0 ? 0 : Status == CellStatus.Coded ? CodedShare * Cost : Cost;
}
