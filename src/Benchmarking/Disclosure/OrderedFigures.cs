using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// The figures of a cell in their order, and whose they are: what a coalition knows of them. A body may have several, as many as organisations under
/// its control returned. Not protected, therefore internal.
/// </summary>
internal sealed class OrderedFigures
{
    // Whose each figure is; null when each body has one.
    private readonly string[]? _owners;

    /// <summary>Puts the figures of a cell in order.</summary>
    /// <param name="entries">The contributions, at least one.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="multiplier">What a quotient is multiplied by to be in the measure's unit.</param>
    public OrderedFigures(IReadOnlyCollection<ColumnEntry> entries, MeasureKind kind, decimal multiplier)
    {
        Bodies = BodiesOf(entries);
        Values = CellFigures.Sorted(entries, kind, multiplier);
        if (Bodies < Values.Length)
        {
            _owners = [.. entries.OrderBy(entry => Measure.Value(kind, multiplier, entry.Numerator, entry.Denominator))
                .ThenBy(entry => entry.Owner, StringComparer.Ordinal).Select(entry => entry.Owner)];
        }
    }

    /// <summary>The figures, ascending, in the measure's unit.</summary>
    public double[] Values { get; }

    /// <summary>How many bodies they are of.</summary>
    public int Bodies { get; }

    /// <summary>Whether a body has several figures.</summary>
    public bool HasGroups => _owners is not null;

    /// <summary>How many bodies some contributions are of.</summary>
    public static int BodiesOf(IReadOnlyCollection<ColumnEntry> entries) => entries.Select(entry => entry.Owner).Distinct().Count();

    /// <summary>
    /// The coalitions that know most of where the extreme figures of the others are: so many bodies from the top, and the rest of them from the bottom. Of bodies
    /// with several figures also those that have most.
    /// </summary>
    /// <param name="size">How many insiders.</param>
    /// <returns>For each coalition the positions of what it knows, ascending.</returns>
    public IEnumerable<int[]> Coalitions(int size)
    {
        for (int upper = 0; upper <= size; upper++)
            yield return _owners is null ? Ends(upper, size - upper) : PositionsOf(Outermost(_owners, upper, size - upper));
        if (_owners is not null)
        {
            yield return PositionsOf([.. _owners.CountBy(owner => owner).OrderByDescending(body => body.Value).ThenBy(body => body.Key, StringComparer.Ordinal)
                .Take(size).Select(body => body.Key)]);
        }
    }

    /// <summary>How many bodies have a figure at some of the positions.</summary>
    public int BodiesIn(Range positions) => _owners is null ? Values[positions].Length : _owners[positions].Distinct().Count();

    private int[] Ends(int upper, int lower) => [.. Enumerable.Range(0, lower), .. Enumerable.Range(Values.Length - upper, upper)];

    private int[] PositionsOf(HashSet<string> bodies) => [.. Enumerable.Range(0, Values.Length).Where(position => bodies.Contains(_owners![position]))];

    private static HashSet<string> Outermost(string[] owners, int upper, int lower)
    {
        HashSet<string> bodies = [.. owners.Reverse().Distinct().Take(upper)];
        bodies.UnionWith(owners.Except(bodies).Take(lower).ToArray());
        return bodies;
    }
}
