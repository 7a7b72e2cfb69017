using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Microsoft.Extensions.Caching.Memory;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// The files of published releases, for anyone. Whether a release can be read is asked of its life each time, by the clock; only what was made of it is
/// kept in memory.
/// </summary>
internal sealed class ReleaseDownloads(ReleaseGateway releases) : IDisposable
{
    private const long MostCachedBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = MostCachedBytes });

    /// <summary>A file of a published release, or why there is none.</summary>
    /// <param name="id">The release.</param>
    /// <param name="number">The revision; null for the latest.</param>
    /// <param name="format">The form.</param>
    public async Task<Outcome<DownloadFile>> FindAsync(ReleaseId id, int? number, DownloadFormat format)
    {
        Release? release = await releases.FindAsync(id, number);
        if (release is null)
            return Outcome.Refused<DownloadFile>(id.Unknown());
        return Make(release, format) is { } file ? Outcome.Accepted(file) : Outcome.Refused<DownloadFile>(Withdrawn(release.Withdrawal!));
    }

    /// <summary>A file of a release that was read; null when it was withdrawn.</summary>
    public DownloadFile? Make(Release release, DownloadFormat format)
    {
        if (release.Content is not { } content)
            return null;
        (string, int, DateTimeOffset, string, DownloadFormat) key = (release.Id.Value, release.Revision.Number, release.Revision.PublishTime, release.Revision.Digest, format);
        if (_made.TryGetValue(key, out DownloadFile? made))
            return made;
        DownloadFile file = DownloadKind.Of(format).Make(new(release.Id, release.Revision, content));
        return _made.Set(key, file, new MemoryCacheEntryOptions { Size = file.Bytes.Length });
    }

    /// <inheritdoc/>
    public void Dispose() => _made.Dispose();

    private static Problem Withdrawn(ReleaseWithdrawal withdrawal) =>
        new(0, "name", ProblemReason.ReleaseStateWrong, $"It was withdrawn: {withdrawal.Reason}", "See `benchmarking releases list` for others.");
}
