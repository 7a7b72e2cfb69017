using System.Collections.Immutable;
using Benchmarking.Editions;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// What stands in a table where there is no number: shorthand as the Government Analysis Function has it in <em>Using symbols and shorthand
/// in tables</em>, and one of our own, for bands.
/// </summary>
internal static class Shorthand
{
    /// <summary>Withheld.</summary>
    public const string Confidential = "[c]";

    /// <summary>There is none.</summary>
    public const string NotAvailable = "[x]";

    /// <summary>There can be none.</summary>
    public const string NotApplicable = "[z]";

    /// <summary>Stands on a whole row.</summary>
    public const string Revised = "[r]";

    /// <summary>Stands where a number is told as a band only; the band is said beside it.</summary>
    public const string InBand = "[band]";

    private static readonly (string Text, string Meaning)[] Usual =
    [
        (Confidential, "Confidential: withheld to protect an organisation's figure."),
        (NotAvailable, "Not available: nobody returned it, or too few did for this statistic."),
        (NotApplicable, "Does not apply."),
    ];

    /// <summary>What may stand in a column of the CSV in place of a number, with its meaning.</summary>
    public static ImmutableArray<(string Text, string Meaning)> OfFigures { get; } =
        [.. Usual, (InBand, "Told as a standard band only, to protect an organisation's figure: see the columns band, band_lower and band_upper.")];

    /// <summary>What may stand in a sheet of a workbook, with its meaning. A band is told in its figure's place.</summary>
    public static ImmutableArray<(string Text, string Meaning)> OfSheets { get; } =
        [.. Usual, (Revised, "Due to be revised: the row has the figures of an earlier edition, since the change would tell too much of those who changed.")];

    public static string Of(Marker marker) => marker == Marker.Confidential ? Confidential : NotAvailable;

    /// <summary>What stands for a number of a whole row that has none.</summary>
    public static string Of(Cell cell) => cell.Reason is null ? NotAvailable : Confidential;
}
