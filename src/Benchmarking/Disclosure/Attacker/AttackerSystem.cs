using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// What the attacker of the ESSnet handbook's secondary problem has: the unknowns, and the sums that are published. Sums are switched on
/// and off while a pattern is sought.
/// </summary>
internal sealed class AttackerSystem
{
    private readonly bool[] _isActive;
    private readonly int[] _atomOf;
    private readonly int[][] _sumsOf;

    public AttackerSystem(ImmutableArray<Unknown> unknowns, ImmutableArray<PublishedSum> sums)
    {
        (Unknowns, Sums, _isActive) = (unknowns, sums, new bool[sums.Length]);
        HasShared = unknowns.Any(unknown => unknown.Others is not null);
        List<int>[] sumsOf = [.. unknowns.Select(_ => new List<int>())];
        for (int sum = 0; sum < sums.Length; sum++)
        {
            foreach (int unknown in sums[sum].Unknowns)
                sumsOf[unknown].Add(sum);
        }
        Atoms = [.. Enumerable.Range(0, unknowns.Length).GroupBy(unknown => string.Join(',', sumsOf[unknown])).Select(atom => atom.ToArray())];
        _sumsOf = [.. Atoms.Select(members => sumsOf[members[0]].ToArray())];
        _atomOf = new int[unknowns.Length];
        for (int atom = 0; atom < Atoms.Length; atom++)
        {
            foreach (int member in Atoms[atom])
                _atomOf[member] = atom;
        }
    }

    public ImmutableArray<Unknown> Unknowns { get; }

    /// <summary>Whether more than its owner knows some unknown.</summary>
    public bool HasShared { get; }

    public ImmutableArray<PublishedSum> Sums { get; }

    /// <summary>The unknowns that are in exactly the same sums, published or not, ascending: they move all of them as one.</summary>
    public ImmutableArray<int[]> Atoms { get; }

    /// <summary>Rises with every change of what is published.</summary>
    public int Version { get; private set; }

    /// <summary>Called with each sum that becomes published: the attacker then knows more. What is taken back only leaves more room.</summary>
    public Action<int>? Activated { get; set; }

    public bool IsActive(int sum) => _isActive[sum];

    public void SetActive(int sum, bool isActive)
    {
        if (_isActive[sum] == isActive)
            return;
        _isActive[sum] = isActive;
        Version++;
        if (isActive)
            Activated?.Invoke(sum);
    }

    /// <summary>The sums, published or not, that an unknown is part of.</summary>
    public ReadOnlySpan<int> SumsOf(int unknown) => _sumsOf[_atomOf[unknown]];

    /// <summary>The sums, published or not, that an atom's unknowns are part of.</summary>
    public ReadOnlySpan<int> SumsOfAtom(int atom) => _sumsOf[atom];

    /// <summary>Position of an unknown's atom.</summary>
    public int AtomOf(int unknown) => _atomOf[unknown];

    public double Coefficient(int sum, int unknown) => Sums[sum].IsWeighted ? Unknowns[unknown].Weight : 1;
}
