using System.Collections.Concurrent;
using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Microsoft.Extensions.Caching.Memory;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// The files of published releases, for anyone. Whether a release can be read is asked of its life each time, by the clock; only what was made of it is
/// kept in memory. A file is made once, however many ask for it meanwhile, and for nobody who does not.
/// </summary>
internal sealed class ReleaseDownloads(ReleaseGateway releases) : IDisposable
{
    private const long MostCachedBytes = 64 * 1024 * 1024;

    // A size is a number: those of more files are remembered than are the files.
    private const long MostSizes = 10_000;

    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = MostCachedBytes });
    private readonly MemoryCache _sizes = new(new MemoryCacheOptions { SizeLimit = MostSizes });
    private readonly ConcurrentDictionary<FileKey, Lazy<Task<DownloadFile>>> _making = new();

    private readonly record struct FileKey(string Release, int Revision, DateTimeOffset PublishTime, string Digest, DownloadFormat Format);

    /// <summary>A file of a published release, or why there is none.</summary>
    /// <param name="id">The release.</param>
    /// <param name="number">The revision; null for the latest.</param>
    /// <param name="format">The form.</param>
    public async Task<Outcome<DownloadFile>> FindAsync(ReleaseId id, int? number, DownloadFormat format)
    {
        Release? release = await releases.FindAsync(id, number);
        if (release is null)
            return Outcome.Refused<DownloadFile>(id.Unknown());
        return await MakeAsync(release, format) is { } file ? Outcome.Accepted(file) : Outcome.Refused<DownloadFile>(Withdrawn(release.Withdrawal!));
    }

    /// <summary>How large a file of a release is, in bytes; null until it was made.</summary>
    public long? SizeOf(Release release, DownloadFormat format) => _sizes.TryGetValue(KeyOf(release, format), out long size) ? size : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _made.Dispose();
        _sizes.Dispose();
    }

    // Null when it was withdrawn.
    private async Task<DownloadFile?> MakeAsync(Release release, DownloadFormat format)
    {
        if (release.Content is not { } content)
            return null;
        FileKey key = KeyOf(release, format);
        if (_made.TryGetValue(key, out DownloadFile? made) && made is not null)
            return made;
        Lazy<Task<DownloadFile>> making = _making.GetOrAdd(key, _ => new(() => Task.Run(() => Make(key, new(release.Id, release.Revision, content)))));
        try
        {
            return await making.Value;
        }
        finally
        {
            _making.TryRemove(KeyValuePair.Create(key, making));
        }
    }

    private DownloadFile Make(FileKey key, ReleaseDocument document)
    {
        // It may have been made since somebody looked.
        if (_made.TryGetValue(key, out DownloadFile? made) && made is not null)
            return made;
        DownloadFile file = DownloadKind.Of(key.Format).Make(document);
        _sizes.Set(key, (long)file.Bytes.Length, new MemoryCacheEntryOptions { Size = 1 });
        return _made.Set(key, file, new MemoryCacheEntryOptions { Size = file.Bytes.Length });
    }

    private static FileKey KeyOf(Release release, DownloadFormat format) =>
        new(release.Id.Value, release.Revision.Number, release.Revision.PublishTime, release.Revision.Digest, format);

    private static Problem Withdrawn(ReleaseWithdrawal withdrawal) =>
        new(0, "name", ProblemReason.ReleaseStateWrong, $"It was withdrawn: {withdrawal.Reason}", "See `benchmarking releases list` for others.");
}
