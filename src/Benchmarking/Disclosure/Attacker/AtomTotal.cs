using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>The total of whole atoms.</summary>
/// <param name="Atoms">Positions of the atoms.</param>
/// <param name="IsWeighted">Whether each figure is multiplied by its weight.</param>
internal readonly record struct AtomTotal(int[] Atoms, bool IsWeighted)
{
    /// <summary>What some terms are the total of; null when it is not one of whole atoms.</summary>
    public static AtomTotal? Of(ImmutableArray<Term> terms, AttackerSystem system)
    {
        int[] atoms = [.. terms.Select(term => system.AtomOf(term.Unknown)).Distinct()];
        bool isWeighted = terms.All(term => term.Coefficient == system.Unknowns[term.Unknown].Weight);
        return atoms.Sum(atom => system.Atoms[atom].Length) == terms.Length && (isWeighted || terms.All(term => term.Coefficient == 1))
            ? new(atoms, isWeighted)
            : null;
    }
}
