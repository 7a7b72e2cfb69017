using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Contributions as the primary rules take them.</summary>
internal static class Figures
{
    /// <summary>The figures of some contributions.</summary>
    public static FigureVersion[] Of(IEnumerable<ColumnEntry> entries, MeasureKind kind, DisclosurePolicy policy) =>
        [.. entries.Select(entry => new FigureVersion(entry, kind, FigureRoom.Of(entry, kind, policy)))];
}
