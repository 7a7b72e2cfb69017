using System.Text;

namespace Benchmarking.Cli.Tests;

/// <summary>A file that goes when the test ends.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text) : this(Encoding.UTF8.GetBytes(text)) { }

    public TemporaryFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"benchmarking-{Guid.NewGuid():N}.csv");

    public static TemporaryFile Sparse(long length)
    {
        TemporaryFile file = new([]);
        using var stream = File.OpenWrite(file.Path);
        stream.SetLength(length);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}
