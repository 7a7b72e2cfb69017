using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Disclosure;

/// <summary>
/// Declared cohorts among the crosses of a lattice, as parents and children: cells without a member in common whose parent has them all. They lie
/// along no one dimension, so that every kind of cross is put beside them in turn.
/// </summary>
internal static class DeclaredCohorts
{
    /// <summary>The equations that declared cohorts are part of.</summary>
    /// <param name="cells">The cells of a table.</param>
    /// <param name="declared">Those of them whose cohorts were declared.</param>
    /// <param name="cohortOf">A cell's cohort.</param>
    public static IEnumerable<(CellChoice Parent, ImmutableArray<CellChoice> Children)> Equations(
        ImmutableArray<CellChoice> cells, CellChoice[] declared, Func<CellChoice, Cohort> cohortOf)
    {
        if (declared.Length == 0)
            yield break;
        ILookup<string, CellChoice> crosses = cells.Except(declared).ToLookup(cell => string.Join(',', cohortOf(cell).Terms.Select(term => term.Dimension)));
        foreach (CellChoice parent in cells)
        {
            CellChoice[] within = [.. declared.Where(cell => IsWithin(cell, parent))];
            foreach (IGrouping<string, CellChoice> kind in crosses)
            {
                CellChoice[] others = [.. kind.Where(cell => IsWithin(cell, parent))];
                if (declared.Contains(parent) && others.Length > 0)
                    yield return (parent, [.. others]);
                foreach (CellChoice first in within)
                {
                    // By itself, and with the other declared ones that have none of its members.
                    yield return (parent, Apart([first], others));
                    yield return (parent, Apart(Apart([first], within), others));
                }
            }
        }

        bool IsWithin(CellChoice inner, CellChoice outer) => inner != outer && cohortOf(outer).Contains(cohortOf(inner));

        ImmutableArray<CellChoice> Apart(ImmutableArray<CellChoice> taken, CellChoice[] more) => more.Aggregate(taken,
            (all, cell) => all.Any(one => cohortOf(one).MayShareMembersWith(cohortOf(cell))) ? all : all.Add(cell));
    }
}
