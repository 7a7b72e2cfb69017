using System.Collections.Immutable;
using System.Security.Cryptography;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Releases;

/// <summary>
/// The digest of what a release says: by it the content is stored, and by it a reader in years can tell that it is the same. Texts are
/// taken as their length and UTF-8, numbers as their bits: nothing that a later library could write in another way.
/// </summary>
internal static class ReleaseDigest
{
    // Beside a figure's marker: that the bounds of its band follow.
    private const int HasBand = 1 << 8;

    /// <summary>SHA-256, hexadecimal. Whatever is added to contents later must be left out where it is empty.</summary>
    public static string Of(ReleaseContent content) => Of(content, withBands: true);

    /// <summary>Whether a digest is that of a content: as it is made now, or as it was made while the bands of coded figures were left out.</summary>
    public static bool IsOf(string digest, ReleaseContent content) => digest == Of(content) || digest == Of(content, withBands: false);

    private static string Of(ReleaseContent content, bool withBands)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        Write(writer, content, withBands);
        writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Write(BinaryWriter writer, ReleaseContent content, bool withBands)
    {
        WriteAll(writer, ["release.v1", content.Title, content.Publisher, content.Contact, content.Summary, content.Methods, content.Limits], writer.Write);
        WriteAll(writer, content.Notes, writer.Write);
        WriteAll(writer, content.PreReleaseAccess, access =>
        {
            writer.Write(access.Who);
            writer.Write(access.HoursBefore);
        });
        WriteAll(writer, content.Sections, section =>
        {
            writer.Write(section.Heading);
            writer.Write(section.Commentary);
            WriteAll(writer, section.Tables, table =>
            {
                writer.Write(table.Title);
                WriteAll(writer, table.Rows, row => Write(writer, row, withBands));
            });
        });
    }

    private static void Write(BinaryWriter writer, ReleaseRow row, bool withBands)
    {
        WriteAll(writer, [row.Edition, row.Measure.Value, row.MeasureName, row.Unit, row.Stage.ToText(), row.Cell.Cohort.Text, row.Citation], writer.Write);
        writer.Write(row.CutTime.UtcTicks);
        foreach (int number in (int[])[row.MeasureRevision, (int)row.Direction, row.Cell.MemberCount ?? -1, row.Cell.N ?? -1, (int)(row.Cell.Reason ?? 0)])
            writer.Write(number);
        Write(writer, row.Cell.Mean, withBands);
        Write(writer, row.Cell.Ratio, withBands);
        WriteAll(writer, row.Cell.Quantiles, quantile =>
        {
            writer.Write(quantile.Probability);
            Write(writer, quantile.Figure, withBands);
        });
        WriteAll(writer, row.Cell.NearestPublished, nearest =>
        {
            writer.Write(nearest.Cohort.Text);
            WriteAll(writer, nearest.DroppedDimensions, writer.Write);
        });
    }

    private static void Write(BinaryWriter writer, Figure figure, bool withBands)
    {
        foreach (double? number in (double?[])[figure.Value, figure.Interval?.Lower, figure.Interval?.Upper])
        {
            writer.Write(number is not null);
            writer.Write(number ?? 0);
        }
        writer.Write(figure.Text ?? "");
        Interval? band = withBands ? figure.Band : null;
        writer.Write((int)(figure.Marker ?? 0) | (band is null ? 0 : HasBand));
        if (band is { } bounds)
        {
            writer.Write(bounds.Lower);
            writer.Write(bounds.Upper);
        }
    }

    private static void WriteAll<T>(BinaryWriter writer, ImmutableArray<T> items, Action<T> write)
    {
        writer.Write(items.Length);
        foreach (T item in items)
            write(item);
    }
}
