namespace Benchmarking.Editions;

/// <summary>A mark on a figure, as the UK Government Analysis Function writes them. Missing is never 0 and never blank.</summary>
public enum Marker
{
    /// <summary>[c] withheld to protect an organisation's figure.</summary>
    Confidential = 1,
    /// <summary>[x] nobody returned it, or there are too few for this statistic.</summary>
    NotAvailable = 2,
}

/// <summary>Why a cell is withheld: no more than this is ever told, since the rule that fired is itself information.</summary>
public enum WithheldReason
{
    /// <summary>The cohort has too few members; this follows from public membership alone.</summary>
    TooFew = 1,
    /// <summary>Publishing could reveal an organisation's figure.</summary>
    Protected = 2,
    /// <summary>Not part of the edition.</summary>
    NotPublished = 3,
    /// <summary>Held back until the next cut.</summary>
    RevisionPending = 4,
}

/// <summary>A closed interval in a figure's unit.</summary>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct Interval(double Lower, double Upper);

/// <summary>One protected statistic: a value, a coded text, or a marker that says why there is neither. Only disclosure control makes one.</summary>
public sealed record Figure
{
    internal Figure(double? value, string? text, Interval? interval, Marker? marker, Interval? band = null) =>
        (Value, Text, Interval, Marker, Band) = (value, text, interval, marker, band);

    /// <summary>The value, in the table's unit.</summary>
    public double? Value { get; }

    /// <summary>A coded value, such as <c>under 20 %</c>.</summary>
    public string? Text { get; }

    /// <summary>95 % confidence interval, where there is one.</summary>
    public Interval? Interval { get; }

    /// <summary>Why there is no value.</summary>
    public Marker? Marker { get; }

    /// <summary>What a coded text says in numbers: the value is in it. Null for other figures, and in editions cut before bands were kept.</summary>
    public Interval? Band { get; }

    internal static Figure Confidential { get; } = new(null, null, null, Editions.Marker.Confidential);

    internal static Figure NotAvailable { get; } = new(null, null, null, Editions.Marker.NotAvailable);

    internal static Figure Of(double value, Interval? interval = null) => new(value, null, interval, null);

    /// <summary>A value, if it is told, that lies in an interval.</summary>
    internal static Figure Between(double? value, Interval interval) => new(value, null, interval, null);

    /// <summary>The same figure with another interval.</summary>
    internal Figure With(Interval? interval) => new(Value, Text, interval, Marker, Band);

    internal static Figure Coded(string text, Interval band) => new(null, text, null, null, band);
}
