using System.Collections.Frozen;
using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;

namespace Benchmarking.Editions;

/// <summary>The protected figures of every cohort on one (measure, stage), from one cut. Immutable.</summary>
public sealed class Table
{
    private readonly FrozenDictionary<string, Cell> _byCohort;

    internal Table(Measure measure, Stage stage, ImmutableArray<Cell> cells)
    {
        (Measure, Stage, Cells) = (measure, stage, cells);
        _byCohort = cells.ToFrozenDictionary(cell => cell.Cohort.Text);
    }

    /// <summary>The measure as it was defined at the cut.</summary>
    public Measure Measure { get; }

    /// <summary>The stage.</summary>
    public Stage Stage { get; }

    /// <summary>A cell for each cohort of the lattice, in its order.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>The cohort's cell, or null when the table has none.</summary>
    public Cell? Find(Cohort cohort) => _byCohort.GetValueOrDefault(cohort.Text);
}
