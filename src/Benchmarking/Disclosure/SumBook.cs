using System.Collections.Immutable;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>The sums that cells tell or could tell, each once.</summary>
internal sealed class SumBook(ImmutableArray<TableInput> tables, UnknownBook book, DisclosurePolicy policy)
{
    private readonly List<PublishedSum> _sums = [];
    private readonly Dictionary<string, int> _sumOf = [];

    /// <summary>The sums so far; positions stay.</summary>
    public IReadOnlyList<PublishedSum> Sums => _sums;

    /// <summary>The sums that tell a cell's figures themselves.</summary>
    public ImmutableArray<int> Exact(int table, ImmutableArray<ColumnEntry> cell) =>
        [.. tables[table].IsWeighted.Select(isWeighted => Sum(table, cell, isWeighted, 0, 0))];

    /// <summary>The sums that tell a cell's bands.</summary>
    public ImmutableArray<int> Coded(int table, ImmutableArray<ColumnEntry> cell, decimal bandPoints)
    {
        if (tables[table].Kind == MeasureKind.YesNo)
        {
            CodedAnswers band = CodedAnswers.Of(cell.Count(entry => entry.Numerator == 1), cell.Length, bandPoints, policy.ProportionTail);
            return [Sum(table, cell, true, band.Yes - band.Fewest, band.Most - band.Yes)];
        }
        return [.. Bands(table, cell, bandPoints).Select(told =>
            Sum(table, cell, told.IsWeighted, told.Total - told.Band.Lower * told.Weight, told.Band.Upper * told.Weight - told.Total))];
    }

    /// <summary>The bands of the ratio and of the mean, with the sums behind them.</summary>
    public IEnumerable<(bool IsWeighted, double Total, double Weight, CodedBand Band)> Bands(int table, ImmutableArray<ColumnEntry> cell, decimal bandPoints)
    {
        double scale = (double)tables[table].Scale;
        foreach (bool isWeighted in tables[table].IsWeighted)
        {
            double total = cell.Sum(entry => book.RoomOf(table, entry) is var room && isWeighted ? room.Value * room.Weight : room.Value);
            double weight = cell.Sum(entry => isWeighted ? book.RoomOf(table, entry).Weight : 1);
            CodedBand band = CodedBand.Of(total / weight / scale, tables[table].Kind, bandPoints);
            yield return (isWeighted, total, weight, new(band.Lower * scale, band.Upper * scale));
        }
    }

    // One sum told twice, by two editions or by two cohorts of the same members, is one sum.
    private int Sum(int table, ImmutableArray<ColumnEntry> cell, bool isWeighted, double fall, double rise)
    {
        (fall, rise) = (Math.Max(0, fall), Math.Max(0, rise));
        int[] unknowns = [.. cell.SelectMany(entry => book.UnknownsOf(table, entry)).Order()];
        string key = FormattableString.Invariant($"{isWeighted};{fall:R};{rise:R};{string.Join(',', unknowns)}");
        if (!_sumOf.TryGetValue(key, out int sum))
        {
            _sumOf[key] = sum = _sums.Count;
            _sums.Add(new(unknowns, isWeighted, fall, rise));
        }
        return sum;
    }
}
