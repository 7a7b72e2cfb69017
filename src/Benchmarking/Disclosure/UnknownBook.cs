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
    private readonly Dictionary<(int Table, ColumnEntry Entry), FigureVersion> _figures = [];
    private readonly Dictionary<(int Table, OrganisationId Organisation), List<FigureVersion>> _versions = [];
    private readonly Dictionary<string, int> _ownerOf = [];

    public IReadOnlyList<Unknown> Unknowns => _unknowns;

    /// <summary>The versions of an organisation's figure in a table, in the order in which they were added.</summary>
    public IEnumerable<IReadOnlyList<FigureVersion>> Versions(int table) =>
        _versions.Where(pair => pair.Key.Table == table).OrderBy(pair => pair.Key.Organisation.Value, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The figure of a contribution that was added.</summary>
    public FigureVersion Find(int table, ColumnEntry entry) => _figures[(table, entry)];

    /// <summary>Adds a figure, unless it is there; the tables that it may follow from come first.</summary>
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
        FigureVersion figure = new(entry, input.Kind, room) { Owner = owner, Unknowns = unknowns };
        _figures[(table, entry)] = figure;
        if (!_versions.TryGetValue((table, entry.Organisation), out List<FigureVersion>? versions))
            _versions[(table, entry.Organisation)] = versions = [];
        versions.Add(figure);
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
        foreach (FigureVersion part in _versions.GetValueOrDefault((tables[0], organisation), []))
        {
            if (Follow(tables[1..], organisation, whole - part.Entry.Numerator) is { } rest)
                return [.. part.Unknowns, .. rest];
        }
        return null;
    }
}
