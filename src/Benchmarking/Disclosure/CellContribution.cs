namespace Benchmarking.Disclosure;

/// <summary>
/// A contribution as the primary rules see it: a weight w and the weighted value w·x, both exact. For a ratio w is the denominator
/// and w·x the numerator (× 100 for a percentage); for an amount the weight is 1.
/// </summary>
internal readonly record struct CellContribution(decimal Weight, decimal WeightedValue);
