using Benchmarking.Cohorts;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// Who knows whose figures beforehand. Bodies under common control count once and know each other's figures; those who were so at an earlier cut of the
/// period remember, and so does the group of a body that has left: whoever was ever together counts once.
/// </summary>
internal sealed class KnownGroups
{
    private readonly Dictionary<OrganisationId, string?> _today;
    private readonly Dictionary<string, string> _firstOf = [];
    private readonly Dictionary<OrganisationId, string> _groupOf = [];

    /// <summary>Reads today's groups and those of earlier cuts.</summary>
    public KnownGroups(CohortLattice lattice, IEnumerable<Vintage> history)
    {
        _today = lattice.Members.Zip(lattice.ControlGroups).ToDictionary(pair => pair.First, pair => pair.Second);
        IEnumerable<(OrganisationId Organisation, string? Group)> earlier = history.SelectMany(vintage => vintage.Entries).Select(entry => (entry.Organisation, entry.ControlGroup));
        foreach ((OrganisationId organisation, string? group) in _today.Select(pair => (pair.Key, pair.Value)).Concat(earlier))
        {
            if (group is null)
                continue;
            if (!_groupOf.TryAdd(organisation, group))
                Join(_groupOf[organisation], group);
        }
    }

    /// <summary>A contribution with all who know it as its control group, by the first of their names; null when nobody else does.</summary>
    public ColumnEntry Put(ColumnEntry entry) => entry with { ControlGroup = _groupOf.TryGetValue(entry.Organisation, out string? group) ? FirstOf(group) : null };

    /// <summary>A contribution of a member with its control group of today.</summary>
    public ColumnEntry Today(ColumnEntry entry) => entry with { ControlGroup = _today[entry.Organisation] };

    private void Join(string one, string other)
    {
        (string first, string second) = (FirstOf(one), FirstOf(other));
        if (first != second)
            _firstOf[string.CompareOrdinal(first, second) < 0 ? second : first] = string.CompareOrdinal(first, second) < 0 ? first : second;
    }

    private string FirstOf(string group)
    {
        while (_firstOf.TryGetValue(group, out string? first))
            group = first;
        return group;
    }
}
