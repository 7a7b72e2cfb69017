using System.Globalization;

namespace Benchmarking.Cli.Output;

/// <summary>Decimal numbers that travel as text, as numbers where they are printed.</summary>
internal static class DecimalText
{
    /// <summary>Null when empty; the text itself when it is no number.</summary>
    public static object? Of(string? text) =>
        string.IsNullOrEmpty(text) ? null : decimal.TryParse(text, NumberStyles.Float, Invariance, out decimal number) ? number : text;
}
