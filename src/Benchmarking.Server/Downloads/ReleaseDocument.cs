using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Releases;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// One revision of a release, which every download is made from: nothing of it depends on when it is asked for, so that the same revision gives
/// the same bytes for ever.
/// </summary>
/// <param name="Id">Which release.</param>
/// <param name="Revision">Which revision.</param>
/// <param name="Content">What it says.</param>
internal sealed record ReleaseDocument(ReleaseId Id, ReleaseRevision Revision, ReleaseContent Content)
{
    /// <summary>The language of every text.</summary>
    public const string Language = "en-GB";

    /// <summary>The tables in order, with their numbers from 1.</summary>
    public ImmutableArray<(int Number, ReleaseTable Table)> Tables =>
        [.. Content.Sections.SelectMany(section => section.Tables).Select((table, index) => (index + 1, table))];

    /// <summary>Every row, in order.</summary>
    public IEnumerable<DownloadRow> Rows => Tables.SelectMany(table => RowsOf(table.Number, table.Table));

    /// <summary>Text to cite the release by.</summary>
    public string Citation => string.Create(CultureInfo.InvariantCulture,
        $"{Content.Publisher}, {Content.Title}, revision {Revision.Number}, published {LondonTime.ToText(Revision.PublishTime)} ({Id.Name}, digest {Revision.Digest[..16]}).");

    /// <summary>Start of every file's name, such as <c>body.release-revision-1</c>.</summary>
    public string FileStem => string.Create(CultureInfo.InvariantCulture, $"{Id.Value}-revision-{Revision.Number}");

    /// <summary>The rows of a table.</summary>
    public static IEnumerable<DownloadRow> RowsOf(int number, ReleaseTable table) =>
        table.Rows.Select((row, index) => new DownloadRow(number, table.Title, index + 1, row));

    /// <summary>A moment, in UTC: <c>2026-01-05T09:00:00Z</c>.</summary>
    public static string TextOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
