using System.IO.Compression;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// A ZIP archive that is the same bytes whenever, and wherever, it is written: its entries bear one time, and are stored as they are, since what
/// compression makes of them differs between processors and versions of the runtime.
/// </summary>
internal sealed class StampedZip(Stream target, DateTimeOffset time) : IDisposable
{
    private readonly ZipArchive _archive = new(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="write">Writes its content.</param>
    public void Add(string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(name, CompressionLevel.NoCompression);
        // ZIP has local times without a zone, in steps of two seconds: UTC it is.
        entry.LastWriteTime = new(time.UtcDateTime, TimeSpan.Zero);
        using Stream stream = entry.Open();
        write(stream);
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
