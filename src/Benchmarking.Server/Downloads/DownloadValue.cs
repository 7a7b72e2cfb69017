namespace Benchmarking.Server.Downloads;

/// <summary>
/// One value of a table: a number, or a text that is never empty. What is missing says so by shorthand; it is neither blank nor 0.
/// </summary>
internal readonly record struct DownloadValue
{
    private DownloadValue(double? number, string text) => (Number, Text) = (number, text);

    /// <summary>The number, exactly as published; null for a text.</summary>
    public double? Number { get; }

    /// <summary>The text, or the shorthand that stands for a missing number; empty for a number.</summary>
    public string Text { get; }

    public static DownloadValue Of(double number) => new(number, "");

    /// <summary>A text; one that is empty does not apply.</summary>
    public static DownloadValue Of(string? text) => new(null, string.IsNullOrEmpty(text) ? Shorthand.NotApplicable : text);

    /// <summary>A number, or the shorthand that says why there is none.</summary>
    public static DownloadValue Of(double? number, string missing) => number is { } known ? Of(known) : Of(missing);
}
