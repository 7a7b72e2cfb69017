namespace Benchmarking.Server.Tests.Fuzz;

/// <summary>Says how far a long run has come, to whoever runs it with <c>-diagnostics</c>.</summary>
/// <param name="all">How many there will be.</param>
internal sealed class FuzzProgress(int all)
{
    private const int Step = 10_000;
    private int _done;

    /// <summary>One more is done.</summary>
    public void Add()
    {
        if (Interlocked.Increment(ref _done) is var done && done % Step == 0)
            TestContext.Current.SendDiagnosticMessage($"{done:N0} of {all:N0}");
    }
}
