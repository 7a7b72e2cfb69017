using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>The sums that cells tell or could tell, each once.</summary>
internal sealed class SumBook(ImmutableArray<TableInput> tables, DisclosurePolicy policy)
{
    private readonly List<PublishedSum> _sums = [];
    private readonly Dictionary<PublishedSum, int> _sumOf = new(new SameSum());
    private (ImmutableArray<FigureVersion> Cell, int[] Unknowns) _last = ([], []);

    /// <summary>The sums so far; positions stay.</summary>
    public IReadOnlyList<PublishedSum> Sums => _sums;

    /// <summary>The sums that tell a cell's figures themselves.</summary>
    public ImmutableArray<int> Exact(int table, ImmutableArray<FigureVersion> cell) =>
        [.. tables[table].IsWeighted.Select(isWeighted => Sum(cell, isWeighted, 0, 0))];

    /// <summary>The sums that tell a cell's bands.</summary>
    public ImmutableArray<int> Coded(int table, ImmutableArray<FigureVersion> cell, decimal bandPoints)
    {
        if (tables[table].Kind == MeasureKind.YesNo)
        {
            CodedAnswers band = CodedAnswers.Of(cell.Count(figure => figure.Entry.Numerator == 1), cell.Length, bandPoints, policy.ProportionTail);
            return [Sum(cell, true, band.Yes - band.Fewest, band.Most - band.Yes)];
        }
        return [.. Bands(table, cell, bandPoints).Select(told =>
            Sum(cell, told.IsWeighted, told.Total - told.Band.Lower * told.Weight, told.Band.Upper * told.Weight - told.Total))];
    }

    /// <summary>The bands of the ratio and of the mean, with the sums behind them.</summary>
    public IEnumerable<(bool IsWeighted, double Total, double Weight, CodedBand Band)> Bands(int table, ImmutableArray<FigureVersion> cell, decimal bandPoints)
    {
        double scale = (double)tables[table].Scale;
        foreach (bool isWeighted in tables[table].IsWeighted)
        {
            double total = cell.Sum(figure => isWeighted ? figure.Room.Value * figure.Room.Weight : figure.Room.Value);
            double weight = cell.Sum(figure => isWeighted ? figure.Room.Weight : 1);
            CodedBand band = CodedBand.Of(total / weight / scale, tables[table].Kind, bandPoints);
            yield return (isWeighted, total, weight, new(band.Lower * scale, band.Upper * scale));
        }
    }

    // One sum told twice, by two editions or by two cohorts of the same members, is one sum.
    private int Sum(ImmutableArray<FigureVersion> cell, bool isWeighted, double fall, double rise)
    {
        PublishedSum sum = new(UnknownsOf(cell), isWeighted, Math.Max(0, fall), Math.Max(0, rise));
        ref int position = ref CollectionsMarshal.GetValueRefOrAddDefault(_sumOf, sum, out bool isKnown);
        if (!isKnown)
        {
            position = _sums.Count;
            _sums.Add(sum);
        }
        return position;
    }

    // A cell is asked for several times on end.
    private int[] UnknownsOf(ImmutableArray<FigureVersion> cell)
    {
        if (_last.Cell != cell)
        {
            _last = (cell, [.. cell.SelectMany(figure => figure.Unknowns)]);
            Array.Sort(_last.Unknowns);
        }
        return _last.Unknowns;
    }

    private sealed class SameSum : IEqualityComparer<PublishedSum>
    {
        public bool Equals(PublishedSum? left, PublishedSum? right) => left!.IsWeighted == right!.IsWeighted && left.Fall == right.Fall
            && left.Rise == right.Rise && left.Unknowns.AsSpan().SequenceEqual(right.Unknowns);

        public int GetHashCode(PublishedSum sum)
        {
            HashCode hash = default;
            hash.Add((sum.IsWeighted, sum.Fall, sum.Rise));
            hash.AddBytes(MemoryMarshal.AsBytes(sum.Unknowns.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
