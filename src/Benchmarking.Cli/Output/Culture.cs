using System.Globalization;

namespace Benchmarking.Cli.Output;

/// <summary>Numbers print the same on every machine.</summary>
internal static class Culture
{
    public static CultureInfo Invariance => CultureInfo.InvariantCulture;
}
