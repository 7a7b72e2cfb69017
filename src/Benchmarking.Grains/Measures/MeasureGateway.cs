using Benchmarking.Measures;

namespace Benchmarking.Grains.Measures;

/// <summary>What the server may ask about measures. They are public; who may write them is the server's to check.</summary>
public sealed class MeasureGateway(IGrainFactory grains)
{
    /// <summary>The catalogue as it is now.</summary>
    public async Task<Catalogue> GetAsync() => (await Grain.GetAsync()).Catalogue;

    /// <summary>Adds or revises measures: all of them, or none and every problem.</summary>
    /// <returns>The catalogue before and after.</returns>
    public async Task<Outcome<(Catalogue Before, Catalogue After)>> ImportAsync(IReadOnlyCollection<MeasureDefinition> definitions)
    {
        while (true)
        {
            Catalogue before = await GetAsync();
            Outcome<Catalogue> after = before.Import(definitions);
            // Another import in between: decide again on what it left.
            if (!after.IsAccepted || await Grain.TryReplaceAsync(new(before, after.Value)))
                return after.Select(catalogue => (before, catalogue));
        }
    }

    private ICatalogueGrain Grain => grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
}
