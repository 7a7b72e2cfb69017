using Benchmarking.V1;

namespace Benchmarking.Server.Web.Wording;

/// <summary>Figures with their markers, and what each marker means. Missing is never blank and never 0.</summary>
internal static class Markers
{
    /// <summary>The markers that the pages use, as the UK Government Analysis Function writes them.</summary>
    public static IReadOnlyList<(string Code, string Meaning)> All { get; } =
    [
        ("[c]", "Confidential: not shown, to protect an organisation's figure."),
        ("[x]", "Not available: nobody returned it, or too few did for this statistic."),
        ("[r]", "A revision is pending: the figure is an earlier edition's."),
    ];

    /// <summary>A figure, its coded text, or the marker that stands for it.</summary>
    public static string Figure(Figure? figure, Benchmark? cell = null) => figure switch
    {
        { HasValue: true } => $"{Say.Number(figure.Value)}{Revised(cell)}",
        { Text.Length: > 0 } => $"{figure.Text}{Revised(cell)}",
        { Markers: [var marker, ..] } => Code(marker),
        _ => cell is { Markers: [var marker, ..] } ? Code(marker) : "[x]",
    };

    /// <summary>How many organisations a cell rests on.</summary>
    public static string Count(Benchmark cell) => cell.HasN ? $"{Say.Count(cell.N)}{Revised(cell)}" : cell.Markers is [var marker, ..] ? Code(marker) : "[x]";

    /// <summary>Why a cell is withheld, in a sentence; empty when it is not.</summary>
    public static string Why(Benchmark cell) => (cell.HasN, cell.Reason) switch
    {
        (false, WithheldReason.TooFew) => "The group has too few organisations for figures to be shown.",
        (false, WithheldReason.Protected) => "The group's figures are not shown, since they could reveal an organisation's figure.",
        (false, WithheldReason.NotPublished) => "This group is not part of the edition.",
        (false, WithheldReason.RevisionPending) => "The group's figures are held back until the next edition.",
        (false, _) => "No organisation of this group has returned a figure for this.",
        (true, WithheldReason.RevisionPending) => "A revision is pending: these are an earlier edition's figures.",
        _ => "",
    };

    private static string Revised(Benchmark? cell) => cell?.Markers.Contains(Marker.Revised) == true ? " [r]" : "";

    private static string Code(Marker marker) => marker switch
    {
        Marker.Confidential => "[c]",
        Marker.Revised => "[r]",
        _ => "[x]",
    };
}
