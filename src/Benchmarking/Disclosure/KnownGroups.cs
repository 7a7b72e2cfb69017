using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// Who knows whose figures beforehand. Bodies under common control count once and know each other's figures; those who were so at an earlier cut of the
/// period remember, and so does the group of a body that has left. To the primary rules whoever was ever together counts once. To the attacker's system those
/// who have parted are strangers to what the other returned afterwards: there they may be insiders against each other.
/// </summary>
internal sealed class KnownGroups
{
    private readonly Dictionary<OrganisationId, string?> _today;
    private readonly Dictionary<string, string> _firstOf = [];
    private readonly Dictionary<OrganisationId, string> _groupOf = [];
    // Of whoever was ever together, the names of those who are not all one today.
    private readonly HashSet<string> _parted;
    // The groups of each cut at which they changed, oldest first, and today's; where none has parted they are not asked for.
    private readonly List<(int Edition, Dictionary<OrganisationId, string> GroupOf, ILookup<string, OrganisationId> BodiesOf)> _cuts = [];

    /// <summary>Reads today's groups and those of earlier cuts.</summary>
    /// <param name="lattice">Today's groups, and those of earlier cuts over all organisations.</param>
    /// <param name="history">What earlier editions took in, each with its number: of some no more may be known than their own contributors' groups.</param>
    public KnownGroups(CohortLattice lattice, IEnumerable<Vintage> history)
    {
        _today = lattice.Members.Zip(lattice.ControlGroups).ToDictionary(pair => pair.First, pair => pair.Second);
        int firstKept = lattice.EarlierGroups.Select(cut => cut.Edition).DefaultIfEmpty(Vintage.Today).First();
        CutGroups[] cuts =
        [
            .. history.Where(vintage => vintage.Edition < firstKept).GroupBy(vintage => vintage.Edition).OrderBy(edition => edition.Key).Select(GroupsIn),
            .. lattice.EarlierGroups,
            new(Vintage.Today, [.. _today.Where(pair => pair.Value is not null).Select(pair => new GroupMember(pair.Key, pair.Value!))]),
        ];
        foreach ((OrganisationId organisation, string group) in cuts.SelectMany(cut => cut.Members))
        {
            if (!_groupOf.TryAdd(organisation, group))
                Join(_groupOf[organisation], group);
        }
        _parted = [.. _groupOf.GroupBy(pair => FirstOf(pair.Value), pair => OwnerToday(pair.Key)).Where(owners => owners.Distinct().Skip(1).Any()).Select(owners => owners.Key)];
        if (_parted.Count > 0)
        {
            _cuts.AddRange(cuts.Select(cut => (cut.Edition, cut.Members.ToDictionary(member => member.Organisation, member => member.Group),
                cut.Members.ToLookup(member => member.Group, member => member.Organisation))));
        }
    }

    /// <summary>A contribution with all who were ever one with its organisation as its control group, by the first of their names; null when nobody was.</summary>
    public ColumnEntry Put(ColumnEntry entry) => entry with { ControlGroup = _groupOf.TryGetValue(entry.Organisation, out string? group) ? FirstOf(group) : null };

    /// <summary>A contribution of a member with its control group of today.</summary>
    public ColumnEntry Today(ColumnEntry entry) => entry with { ControlGroup = _today[entry.Organisation] };

    /// <summary>Who knows a contribution: its organisation, as one of its control group of today, and those who were together with it since it was returned.</summary>
    /// <param name="entry">The contribution, as <see cref="Put"/> has it.</param>
    /// <param name="history">What earlier editions of its table took in, oldest first, in the same form.</param>
    public ImmutableArray<string> OwnersOf(ColumnEntry entry, ImmutableArray<Vintage> history)
    {
        if (entry.ControlGroup is null || !_parted.Contains(entry.ControlGroup))
            return [entry.Owner];
        int since = history.FirstOrDefault(vintage => vintage.Entries.Contains(entry))?.Edition ?? Vintage.Today;
        HashSet<OrganisationId> bodies = [entry.Organisation];
        // What a body knows, all know with whom it is together later.
        foreach (var cut in _cuts.Skip(_cuts.FindLastIndex(cut => cut.Edition <= since)))
            bodies.UnionWith(bodies.SelectMany(body => cut.GroupOf.TryGetValue(body, out string? name) ? cut.BodiesOf[name] : []).ToArray());
        string own = OwnerToday(entry.Organisation);
        return [own, .. bodies.Select(OwnerToday).Distinct().Where(owner => owner != own).Order(StringComparer.Ordinal)];
    }

    // Who is no member any more stands alone.
    private string OwnerToday(OrganisationId organisation) => _today.GetValueOrDefault(organisation) ?? organisation.Value;

    // Of an edition that was cut before its groups were kept, those of its contributors.
    private static CutGroups GroupsIn(IGrouping<int, Vintage> edition) => new(edition.Key,
    [
        .. edition.SelectMany(vintage => vintage.Entries).Where(entry => entry.ControlGroup is not null).DistinctBy(entry => entry.Organisation)
            .Select(entry => new GroupMember(entry.Organisation, entry.ControlGroup!)),
    ]);

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
