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
    private readonly Dictionary<(int Table, ColumnEntry Entry), (int[] Unknowns, FigureRoom Room)> _figures = [];
    private readonly Dictionary<(int Table, OrganisationId Organisation), List<ColumnEntry>> _versions = [];
    private readonly Dictionary<string, int> _ownerOf = [];

    public IReadOnlyList<Unknown> Unknowns => _unknowns;

    /// <summary>The versions of an organisation's figure in a table, in the order in which they were added.</summary>
    public IEnumerable<IReadOnlyList<ColumnEntry>> Versions(int table) =>
        _versions.Where(pair => pair.Key.Table == table).OrderBy(pair => pair.Key.Organisation.Value, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The unknowns that a figure is the weighted sum of; most often one, its own.</summary>
    public int[] UnknownsOf(int table, ColumnEntry entry) => _figures[(table, entry)].Unknowns;

    /// <summary>The same and the figure's room.</summary>
    public (int[] Unknowns, FigureRoom Room) Find(int table, ColumnEntry entry) => _figures[(table, entry)];

    public FigureRoom RoomOf(int table, ColumnEntry entry) => _figures[(table, entry)].Room;

    public int OwnerOf(ColumnEntry entry) => _ownerOf[entry.Owner];

    /// <summary>Adds a figure; the tables that it may follow from come first.</summary>
    public void Add(int table, TableInput input, ColumnEntry entry)
    {
        if (_figures.ContainsKey((table, entry)))
            return;
        if (!_ownerOf.TryGetValue(entry.Owner, out int owner))
            _ownerOf[entry.Owner] = owner = _ownerOf.Count;
        FigureRoom room = FigureRoom.Of(entry with { Numerator = entry.Numerator * input.Scale }, input.Kind, policy);
        if (Follow(input, entry) is not { } unknowns)
        {
            unknowns = [_unknowns.Count];
            _unknowns.Add(new(owner, room.Weight, room.Fall, room.Rise, input.Kind == MeasureKind.YesNo));
        }
        _figures[(table, entry)] = (unknowns, room);
        if (!_versions.TryGetValue((table, entry.Organisation), out List<ColumnEntry>? versions))
            _versions[(table, entry.Organisation)] = versions = [];
        versions.Add(entry);
    }

    private int[]? Follow(TableInput input, ColumnEntry entry)
    {
        int[] tables = input.NumeratorOf is { } ratio ? [ratio] : [.. input.Parts];
        return tables.Length == 0 ? null : Follow(tables, entry.Organisation, entry.Numerator);
    }

    // One version of each part such that together they are the whole.
    private int[]? Follow(ReadOnlySpan<int> tables, OrganisationId organisation, decimal whole)
    {
        if (tables.IsEmpty)
            return whole == 0 ? [] : null;
        foreach (ColumnEntry part in _versions.GetValueOrDefault((tables[0], organisation), []))
        {
            if (Follow(tables[1..], organisation, whole - part.Numerator) is { } rest)
                return [.. UnknownsOf(tables[0], part), .. rest];
        }
        return null;
    }
}
