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

    /// <summary>The sums that tell a cell's bands, under today's policy.</summary>
    public ImmutableArray<int> Coded(int table, ImmutableArray<FigureVersion> cell) => Coded(table, cell, policy.CodingBandPoints, policy.ProportionTail, tables[table].Per);

    /// <summary>The sums that tell the bands of a cell that was shown before.</summary>
    public ImmutableArray<int> Coded(int table, ImmutableArray<FigureVersion> cell, ShownCell shown) =>
        Coded(table, cell, shown.BandPoints, shown.Tail == 0 ? policy.ProportionTail : shown.Tail, shown.Per == 0 ? tables[table].Per : shown.Per);

    /// <summary>The bands of the ratio and of the mean under today's policy, with the sums behind them.</summary>
    public IEnumerable<(bool IsWeighted, double Total, double Weight, CodedBand Band)> Bands(int table, ImmutableArray<FigureVersion> cell) =>
        Bands(table, cell, policy.CodingBandPoints, tables[table].Per);

    private ImmutableArray<int> Coded(int table, ImmutableArray<FigureVersion> cell, decimal bandPoints, int tail, decimal per)
    {
        if (tables[table].Kind == MeasureKind.YesNo)
        {
            CodedAnswers band = CodedAnswers.Of(cell.Count(figure => figure.Entry.Numerator == 1), cell.Length, bandPoints, tail);
            return [Sum(cell, true, band.Yes - band.Fewest, band.Most - band.Yes)];
        }
        return [.. Bands(table, cell, bandPoints, per).Select(told =>
            Sum(cell, told.IsWeighted, told.Total - told.Band.Lower * told.Weight, told.Band.Upper * told.Weight - told.Total))];
    }

    private IEnumerable<(bool IsWeighted, double Total, double Weight, CodedBand Band)> Bands(int table, ImmutableArray<FigureVersion> cell, decimal bandPoints, decimal per)
    {
        double scale = (double)tables[table].Scale;
        foreach (bool isWeighted in tables[table].IsWeighted)
        {
            double total = cell.Sum(figure => isWeighted ? figure.Room.Value * figure.Room.Weight : figure.Room.Value);
            double weight = cell.Sum(figure => isWeighted ? figure.Room.Weight : 1);
            CodedBand band = BandOf(total / weight / scale * (double)per, table, cell, isWeighted, bandPoints, per);
            double unit = scale / (double)per;
            yield return (isWeighted, total, weight, new(band.Lower * unit, band.Upper * unit));
        }
    }

    // Where rounding could put it on the other side of an edge, that of the very number that is told.
    private CodedBand BandOf(double value, int table, ImmutableArray<FigureVersion> cell, bool isWeighted, decimal bandPoints, decimal per)
    {
        const double Rounding = 1e-9;
        MeasureKind kind = tables[table].Kind;
        CodedBand band = CodedBand.Of(value, kind, bandPoints);
        return band == CodedBand.Of(value * (1 - Rounding), kind, bandPoints) && band == CodedBand.Of(value * (1 + Rounding), kind, bandPoints) ? band
            : CodedBand.Of(CellFigures.Of([.. cell.Select(figure => figure.Entry)], isWeighted, kind, kind == MeasureKind.Rate ? per : tables[table].Multiplier), kind, bandPoints);
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
