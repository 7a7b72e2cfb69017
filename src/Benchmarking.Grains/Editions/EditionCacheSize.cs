namespace Benchmarking.Grains.Editions;

/// <summary>How much of editions a silo keeps in memory.</summary>
/// <param name="Cells">Most cells, over all tables; about 500 bytes each. 0 keeps none.</param>
public sealed record EditionCacheSize(long Cells)
{
    /// <summary>What is kept where nothing else is said: about 200 MB when it is full.</summary>
    public static EditionCacheSize Default { get; } = new(400_000);
}
