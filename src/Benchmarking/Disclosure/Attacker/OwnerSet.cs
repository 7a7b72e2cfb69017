namespace Benchmarking.Disclosure.Attacker;

/// <summary>Some of the owners of the unknowns: a set that is filled and emptied at every step of a search, without memory of its own each time.</summary>
/// <param name="system">The attacker's system.</param>
internal sealed class OwnerSet(AttackerSystem system)
{
    // The filling in which each owner was added last.
    private readonly int[] _addedIn = new int[system.Unknowns.SelectMany(unknown => (int[])[unknown.Owner, .. unknown.Others ?? []]).DefaultIfEmpty(-1).Max() + 1];
    private int _filling = 1;

    /// <summary>Empties it.</summary>
    public void Clear() => _filling++;

    /// <summary>Adds owners.</summary>
    public void Add(ReadOnlySpan<int> owners)
    {
        foreach (int owner in owners)
            _addedIn[owner] = _filling;
    }

    /// <summary>Whether an owner was added since it was emptied.</summary>
    public bool Contains(int owner) => _addedIn[owner] == _filling;

    /// <summary>Whether somebody who knows a figure was.</summary>
    public bool Knows(in Unknown unknown) => Contains(unknown.Owner) || (unknown.Others is not null && Array.Exists(unknown.Others, Contains));
}
