namespace Benchmarking.Cli.Output;

/// <summary>Text that others wrote, made safe for a screen: a control character could move the cursor or hide a line.</summary>
internal static class Printable
{
    public static string Of(string text) =>
        text.Any(Hidden) ? string.Concat(text.Select(c => Hidden(c) ? '\uFFFD' : c)) : text;

    // Line breaks stay; C0, C1 and the marks that reverse the direction of writing do not.
    private static bool Hidden(char c) =>
        (char.IsControl(c) && c != '\n') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
