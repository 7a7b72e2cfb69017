using System.Collections.Immutable;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// The attacker's unknowns: one for each version of each figure, unless the figure follows from others. A total is the sum of its parts,
/// and a ratio's numerator is its weighted figure. What an organisation's own figures are off by, of rounding or of sloppiness, is an unknown no larger
/// than it is: it hides so much, and no more.
/// </summary>
internal sealed class UnknownBook(DisclosurePolicy policy, KnownGroups? groups)
{
    /// <summary>Up to so much of its protection level a figure may be off as if the attacker knew by how much: most totals are rounded, and need no unknown of their own.</summary>
    private const double KnownShare = 0.1;

    private readonly List<Unknown> _unknowns = [];
    // What an organisation's figure is in an edition of a table.
    private readonly Dictionary<(int Table, int Edition, OrganisationId Organisation), FigureVersion> _figures = [];
    private readonly Dictionary<(int Table, OrganisationId Organisation), List<FigureVersion>> _versions = [];
    private readonly Dictionary<string, int> _ownerOf = [];

    public IReadOnlyList<Unknown> Unknowns => _unknowns;

    /// <summary>Whether more than its owner knows some unknown.</summary>
    public bool HasShared { get; private set; }

    /// <summary>The versions of an organisation's figure in a table, in the order in which they were added.</summary>
    public IEnumerable<IReadOnlyList<FigureVersion>> Versions(int table) =>
        _versions.Where(pair => pair.Key.Table == table).OrderBy(pair => pair.Key.Organisation.Value, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The figure of a contribution that was added.</summary>
    public FigureVersion Find(int table, int edition, ColumnEntry entry) => _figures[(table, edition, entry.Organisation)];

    /// <summary>The figures of sets of an edition's contributions. Left out are those with a figure that nothing rests on that is told or may be: nothing tells their total.</summary>
    public IEnumerable<ImmutableArray<FigureVersion>> FindSets(int table, Vintage vintage, IEnumerable<ImmutableArray<int>> sets) =>
        from set in sets
        let figures = set.Select(index => FindAny(table, vintage.Edition, vintage.Entries[index])).OfType<FigureVersion>().ToImmutableArray()
        where figures.Length == set.Length
        select figures;

    // Also when it was added for another edition.
    private FigureVersion? FindAny(int table, int edition, ColumnEntry entry) => _figures.GetValueOrDefault((table, edition, entry.Organisation))
        ?? _versions.GetValueOrDefault((table, entry.Organisation))?.Find(version => version.Entry == entry);

    /// <summary>
    /// Adds the figure of an edition; the tables that it may follow from come first. It is the version of an earlier edition when it is the same
    /// and follows from the same: a total that stays while its parts move tells of both.
    /// </summary>
    public void Add(int table, TableInput input, int edition, ColumnEntry entry)
    {
        FigureVersion[] parts = Follow(input, edition, entry);
        int[] followed = [.. parts.SelectMany(part => part.Unknowns)];
        if (!_versions.TryGetValue((table, entry.Organisation), out List<FigureVersion>? versions))
            _versions[(table, entry.Organisation)] = versions = [];
        FigureVersion? known = versions.Find(version => version.Entry == entry && (followed.Length == 0 || version.Followed.AsSpan().SequenceEqual(followed)));
        if (known is null)
            versions.Add(known = Make(input, entry, parts, followed));
        _figures[(table, edition, entry.Organisation)] = known;
    }

    private FigureVersion Make(TableInput input, ColumnEntry entry, FigureVersion[] parts, int[] followed)
    {
        int[] owners = [.. (groups?.OwnersOf(entry, input.History) ?? [entry.Owner]).Select(NumberOf)];
        int[]? others = owners.Length > 1 ? owners[1..] : null;
        HasShared |= others is not null;
        FigureRoom room = FigureRoom.Of(entry with { Numerator = entry.Numerator * input.Scale }, input.Kind, policy);
        double off = Math.Abs((double)((entry.Numerator - parts.Sum(part => part.Entry.Numerator)) * input.Scale));
        Unknown? own = followed.Length == 0 ? new(owners[0], room.Weight, room.Fall, room.Rise, input.Kind == MeasureKind.YesNo, others)
            : off > KnownShare * room.Level ? new(owners[0], room.Weight, Math.Min(off, room.Fall), off, Others: others)
            : null;
        if (own is { } unknown)
            _unknowns.Add(unknown);
        return new(entry, input.Kind, room) { Owner = owners[0], Followed = followed, Unknowns = own is null ? followed : [.. followed, _unknowns.Count - 1] };
    }

    private int NumberOf(string owner)
    {
        if (!_ownerOf.TryGetValue(owner, out int number))
            _ownerOf[owner] = number = _ownerOf.Count;
        return number;
    }

    // What it is the whole of in that edition: a part that was not returned is none. Of several ways the one that adds up best.
    private FigureVersion[] Follow(TableInput input, int edition, ColumnEntry entry) => !input.IsFollowing ? [] : input.FollowsFrom
        .Select(tables => tables.Select(part => _figures.GetValueOrDefault((part, edition, entry.Organisation))).OfType<FigureVersion>().ToArray())
        .Where(parts => parts.Length > 0).MinBy(parts => Math.Abs(entry.Numerator - parts.Sum(part => part.Entry.Numerator))) ?? [];
}
