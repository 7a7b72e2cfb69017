using System.Diagnostics;

namespace Benchmarking.Disclosure;

/// <summary>Where the time of a cut goes, for whoever listens: names of steps and how long they took, and no figure. Without a listener there is nothing.</summary>
internal static class DisclosureTrace
{
    /// <summary>The source's name, for listeners.</summary>
    public const string Name = "Benchmarking.Disclosure";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a step, which ends when it is disposed of; steps may be within others.</summary>
    public static Activity? Begin(string step) => Source.StartActivity(step);
}
