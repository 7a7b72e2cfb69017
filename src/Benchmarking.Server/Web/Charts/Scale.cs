namespace Benchmarking.Server.Web.Charts;

/// <summary>Places values along a stretch of a chart.</summary>
internal sealed class Scale
{
    private readonly double _low, _high, _from, _to;

    /// <summary>A scale that has room for all values; of one value alone, that is its middle.</summary>
    /// <param name="values">At least one, each finite.</param>
    /// <param name="from">Where the lowest goes.</param>
    /// <param name="to">Where the highest goes.</param>
    public Scale(IReadOnlyCollection<double> values, double from, double to)
    {
        (_low, _high, _from, _to) = (values.Min(), values.Max(), from, to);
        if (_low == _high)
            (_low, _high) = (_low - 1, _high + 1);
    }

    /// <summary>Where a value goes.</summary>
    public double Place(double value) => _from + ((value - _low) / (_high - _low) * (_to - _from));
}
