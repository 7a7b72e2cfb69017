using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;

namespace Benchmarking.Grains.Editions;

/// <summary>
/// Protects tables beside the grains, since it may take a while: each on a thread of its own, as many at once as there are cores, or they
/// would only crowd each other's caches. Members' calls go on meanwhile.
/// </summary>
internal sealed class ValveWorkers : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    /// <inheritdoc cref="Valve.Protect(ImmutableArray{ValueTuple{ContributionColumn, TableHistory}}, CohortLattice, DisclosurePolicy)"/>
    public async Task<ImmutableArray<Protection>> ProtectAsync(
        ImmutableArray<(ContributionColumn Column, TableHistory History)> columns, CohortLattice lattice, DisclosurePolicy policy)
    {
        // On no grain's turn: a silo that stops in between takes none of the turns with it.
        await _turns.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(() => Valve.Protect(columns, lattice, policy),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
