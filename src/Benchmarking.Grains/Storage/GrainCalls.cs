namespace Benchmarking.Grains.Storage;

/// <summary>Calls of many grains.</summary>
internal static class GrainCalls
{
    /// <summary>Calls under way at once: enough to keep the store busy, few enough for bounded memory.</summary>
    private const int Breadth = 64;

    /// <summary>Asks for all, some at a time.</summary>
    /// <param name="items">What is asked for.</param>
    /// <param name="ask">Asks for one.</param>
    /// <param name="report">Told how many have answered, each time some have; null when nobody waits to see it.</param>
    /// <returns>The answers, in the order of the items.</returns>
    public static async Task<TResult[]> AskAllAsync<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, Task<TResult>> ask, Action<int>? report = null)
    {
        List<TResult> results = [];
        foreach (TItem[] some in items.Chunk(Breadth))
        {
            results.AddRange(await Task.WhenAll(some.Select(ask)));
            report?.Invoke(results.Count);
        }
        return [.. results];
    }

    /// <summary>Calls all that give no answer, some at a time.</summary>
    /// <param name="items">What is called.</param>
    /// <param name="call">Calls one.</param>
    public static Task CallAllAsync<TItem>(IEnumerable<TItem> items, Func<TItem, Task> call) => AskAllAsync(items, async item =>
    {
        await call(item);
        return true;
    });
}
