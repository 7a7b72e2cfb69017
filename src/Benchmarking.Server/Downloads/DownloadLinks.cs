using System.Globalization;
using Benchmarking.Releases;

namespace Benchmarking.Server.Downloads;

/// <summary>Where a page leads to for a file of a release.</summary>
/// <param name="Title">What it is, for people.</param>
/// <param name="Address">Its address, of this very revision.</param>
/// <param name="Size">How large it is, such as <c>12.3 KB</c>; null until somebody has asked for it: no page makes a file.</param>
internal sealed record DownloadLink(string Title, string Address, string? Size);

/// <summary>The downloads of a release as a page lists them.</summary>
internal static class DownloadLinks
{
    private const double Kilobyte = 1_000;

    /// <summary>A link for each form; none once the release is withdrawn.</summary>
    public static IEnumerable<DownloadLink> Of(Release release, ReleaseDownloads downloads) => release.Content is null ? []
        : DownloadKind.All.Select(kind => new DownloadLink(kind.Title, AddressOf(release, kind), downloads.SizeOf(release, kind.Format) is { } size ? TextOf(size) : null));

    /// <summary>The address of a file.</summary>
    public static string AddressOf(Release release, DownloadKind kind) =>
        string.Create(CultureInfo.InvariantCulture, $"/{release.Id.Name}/downloads/{kind.Slug}?revision={release.Revision.Number}");

    /// <summary>A size in words.</summary>
    public static string TextOf(long bytes) => bytes < Kilobyte * Kilobyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilobyte:0.#} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilobyte / Kilobyte:0.#} MB");
}
