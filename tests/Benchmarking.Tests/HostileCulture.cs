using System.Globalization;
using System.Runtime.CompilerServices;

namespace Benchmarking.Tests;

/// <summary>Every test runs in a culture that writes numbers as nobody does: what is read or written must not depend on it.</summary>
internal static class HostileCulture
{
    [ModuleInitializer]
    internal static void Begin()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ";";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "!";
        culture.NumberFormat.PositiveSign = "?";
        culture.NumberFormat.PercentSymbol = "§";
        culture.DateTimeFormat.DateSeparator = "|";
        culture.DateTimeFormat.TimeSeparator = "_";
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.CurrentCulture = culture;
    }
}
