namespace Benchmarking.Statistics;

/// <summary>
/// A running sum that also carries the rounding error of each addition, so that adding the same figures in another order gives
/// the same double in all but contrived cases.
/// </summary>
/// <remarks>
/// Source: A. Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
/// doi:10.1002/zamm.19740540106. The error is at most one rounding of the result plus terms of the order n²ε²·Σ|x|, where plain
/// summation has nε·Σ|x| (ε = 2⁻⁵³). R's <c>sum</c> reaches a like accuracy by means of an 80-bit accumulator where the machine has one.
/// </remarks>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    /// <summary>The sum so far; NaN once anything added, or the sum itself, was not finite.</summary>
    public readonly double Value => _sum + _lost;

    /// <summary>Adds one figure.</summary>
    /// <param name="term">The figure, in the unit of the sum.</param>
    public void Add(double term)
    {
        double next = _sum + term;
        // The larger of the two keeps its digits in the addition; what the smaller lost is recovered exactly.
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - next + term : term - next + _sum;
        _sum = next;
    }
}
