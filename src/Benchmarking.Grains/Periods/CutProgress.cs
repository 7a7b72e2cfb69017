namespace Benchmarking.Grains.Periods;

/// <summary>The stage a cut is in.</summary>
public enum CutPhase
{
    /// <summary>Reading the submitted returns.</summary>
    Collecting = 1,
    /// <summary>Computing and protecting the tables.</summary>
    Protecting = 2,
}

/// <summary>How far a cut is.</summary>
/// <param name="Phase">The stage.</param>
/// <param name="Done">Returns read, then tables protected.</param>
/// <param name="Total">Of how many.</param>
[GenerateSerializer, Immutable]
public sealed record CutProgress([property: Id(0)] CutPhase Phase, [property: Id(1)] int Done, [property: Id(2)] int Total);

/// <summary>The progress of the cut under way, for those who watch it. Used on the grain's own thread only.</summary>
internal sealed class CutProgressSource
{
    private CutProgress? _current;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Report(CutProgress progress) => Change(progress);

    public void End() => Change(null);

    public async Task<CutProgress?> NextAsync(CutProgress? seen)
    {
        while (_current is not null && _current == seen)
            await _changed.Task;
        return _current;
    }

    private void Change(CutProgress? progress)
    {
        _current = progress;
        _changed.SetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
