using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// The attacker's unknowns: one for each version of each figure, unless the figure follows from others. A total is the sum of its parts,
/// and a ratio's numerator is its weighted figure, for each organisation whose own figures say so.
/// </summary>
internal sealed class UnknownBook(DisclosurePolicy policy)
{
    private readonly List<Unknown> _unknowns = [];
    // What an organisation's figure is in an edition of a table.
    private readonly Dictionary<(int Table, int Edition, OrganisationId Organisation), FigureVersion> _figures = [];
    private readonly Dictionary<(int Table, OrganisationId Organisation), List<FigureVersion>> _versions = [];
    private readonly Dictionary<string, int> _ownerOf = [];

    public IReadOnlyList<Unknown> Unknowns => _unknowns;

    /// <summary>The versions of an organisation's figure in a table, in the order in which they were added.</summary>
    public IEnumerable<IReadOnlyList<FigureVersion>> Versions(int table) =>
        _versions.Where(pair => pair.Key.Table == table).OrderBy(pair => pair.Key.Organisation.Value, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The figure of a contribution that was added.</summary>
    public FigureVersion Find(int table, int edition, ColumnEntry entry) => _figures[(table, edition, entry.Organisation)];

    /// <summary>
    /// Adds the figure of an edition; the tables that it may follow from come first. It is the version of an earlier edition when it is the same
    /// and follows from the same: a total that stays while its parts move tells of both.
    /// </summary>
    public void Add(int table, TableInput input, int edition, ColumnEntry entry)
    {
        int[]? unknowns = Follow(input, edition, entry);
        if (!_versions.TryGetValue((table, entry.Organisation), out List<FigureVersion>? versions))
            _versions[(table, entry.Organisation)] = versions = [];
        FigureVersion? known = versions.Find(version => version.Entry == entry && (unknowns is null || version.Unknowns.AsSpan().SequenceEqual(unknowns)));
        if (known is null)
            versions.Add(known = Make(input, entry, unknowns));
        _figures[(table, edition, entry.Organisation)] = known;
    }

    private FigureVersion Make(TableInput input, ColumnEntry entry, int[]? unknowns)
    {
        if (!_ownerOf.TryGetValue(entry.Owner, out int owner))
            _ownerOf[entry.Owner] = owner = _ownerOf.Count;
        FigureRoom room = FigureRoom.Of(entry with { Numerator = entry.Numerator * input.Scale }, input.Kind, policy);
        if (unknowns is null)
        {
            unknowns = [_unknowns.Count];
            _unknowns.Add(new(owner, room.Weight, room.Fall, room.Rise, input.Kind == MeasureKind.YesNo));
        }
        return new(entry, input.Kind, room) { Owner = owner, Unknowns = unknowns };
    }

    // What it is the whole of in that edition: a part that was not returned is none. Null when its parts are not the whole.
    private int[]? Follow(TableInput input, int edition, ColumnEntry entry)
    {
        int[] tables = input.NumeratorOf is { } ratio ? [ratio] : [.. input.Parts];
        FigureVersion[] parts = [.. tables.Select(part => _figures.GetValueOrDefault((part, edition, entry.Organisation))).OfType<FigureVersion>()];
        return parts.Length > 0 && parts.Sum(part => part.Entry.Numerator) == entry.Numerator ? [.. parts.SelectMany(part => part.Unknowns)] : null;
    }
}
