using System.Collections.Immutable;
using Benchmarking.Releases;
using Microsoft.Extensions.Caching.Memory;

namespace Benchmarking.Grains.Releases;

/// <summary>
/// Frozen contents, each stored under its digest: what is stored twice is stored once, and what nothing points to is harmless. Whoever
/// reads here must have found the digest in a life that lets it be read.
/// </summary>
internal sealed class ReleaseArchive(IGrainFactory grains) : IDisposable
{
    /// <summary>Rows in a record: about 1 kB each, and 4 kB where every name is as long as it may be.</summary>
    private const int RowsInPart = 50;

    /// <summary>Most rows kept in memory on a silo.</summary>
    private const long MostCachedRows = 40_000;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostCachedRows });

    /// <summary>Stores a content; its digest, once all of it is durable.</summary>
    public async Task<string> PutAsync(ReleaseId id, ReleaseContent content)
    {
        string digest = ReleaseDigest.Of(content);
        ReleaseRow[][] parts = [.. content.Rows.Chunk(RowsInPart)];
        await Task.WhenAll(parts.Select((rows, index) => Rows(id, digest, index).PutAsync(new(null, [], [.. rows]))));
        // The texts last: with them all of it is there.
        await Outline(id, digest).PutAsync(new(WithRows(content, _ => []), [.. Tables(content).Select(table => table.Rows.Length)], []));
        return digest;
    }

    /// <summary>A content that was stored.</summary>
    /// <exception cref="ReleaseDamagedException">It is not there, or not what was stored.</exception>
    public async Task<ReleaseContent> GetAsync(ReleaseId id, string digest)
    {
        string name = NameOf(id, digest);
        if (_cache.TryGetValue(name, out ReleaseContent? cached))
            return cached!;
        ReleasePart outline = await Outline(id, digest).GetAsync() ?? throw new ReleaseDamagedException($"{name} is not in the store.");
        int count = outline.RowCounts.Sum(), parts = (count + RowsInPart - 1) / RowsInPart;
        ReleasePart?[] rows = await Task.WhenAll(Enumerable.Range(0, parts).Select(index => Rows(id, digest, index).GetAsync()));
        Queue<ReleaseRow> left = new(rows.SelectMany(part => part?.Rows ?? []));
        if (left.Count != count)
            throw new ReleaseDamagedException($"{name} has {left.Count} rows in the store instead of {count}.");
        Queue<int> counts = new(outline.RowCounts);
        ReleaseContent content = WithRows(outline.Outline!, _ => [.. Enumerable.Range(0, counts.Dequeue()).Select(_ => left.Dequeue())]);
        if (!ReleaseDigest.IsOf(digest, content))
            throw new ReleaseDamagedException($"{name} is not what was stored.");
        return _cache.Set(name, content, new MemoryCacheEntryOptions { Size = 1 + count });
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private static IEnumerable<ReleaseTable> Tables(ReleaseContent content) => content.Sections.SelectMany(section => section.Tables);

    private static ReleaseContent WithRows(ReleaseContent content, Func<ReleaseTable, ImmutableArray<ReleaseRow>> rows) => content with
    {
        Sections = [.. content.Sections.Select(section => section with { Tables = [.. section.Tables.Select(table => table with { Rows = rows(table) })] })],
    };

    private static string NameOf(ReleaseId id, string digest) => $"{id.Name}/contents/{digest}";

    private IReleasePartGrain Outline(ReleaseId id, string digest) => grains.GetGrain<IReleasePartGrain>(NameOf(id, digest));

    private IReleasePartGrain Rows(ReleaseId id, string digest, int index) => grains.GetGrain<IReleasePartGrain>($"{NameOf(id, digest)}/rows/{index}");
}
