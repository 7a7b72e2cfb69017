using System.Buffers;
using Benchmarking.Csv;

namespace Benchmarking.Cli.Csv;

/// <summary>A file whose bytes are text: UTF-8, of a size one call takes.</summary>
/// <param name="Name">As the person gave it.</param>
/// <param name="Bytes">As they stand on the disk.</param>
internal sealed record CsvFile(string Name, byte[] Bytes)
{
    public const int Limit = 64 * 1024 * 1024;

    /// <summary>The file name that stands for standard input.</summary>
    public const string StandardInput = "-";

    public static async Task<CsvFile> ReadAsync(string path, Stream standardInput, CancellationToken cancellation)
    {
        string name = path == StandardInput ? "standard input" : path;
        byte[] bytes;
        try
        {
            bytes = path == StandardInput ? await ReadAsync(standardInput, name, cancellation) : await ReadAsync(path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException(ExitCode.BadInput, $"{name} cannot be read: {failure.Message}", cause: failure);
        }

        CheckText(bytes, name);
        return new(name, bytes);
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path)) throw new RefusalException(ExitCode.BadInput, $"{path} is a folder, not a file.");
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        // Asked before reading: a sparse file claims any size at no cost.
        if (file.CanSeek && file.Length > Limit) throw TooLarge(path);
        return await ReadAsync(file, path, cancellation);
    }

    // A pipe or device has no length to ask for, so the limit holds while reading too.
    private static async Task<byte[]> ReadAsync(Stream stream, string name, CancellationToken cancellation)
    {
        using MemoryStream all = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (all.Length + read > Limit) throw TooLarge(name);
                all.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return all.ToArray();
    }

    private static RefusalException TooLarge(string name) => new(ExitCode.BadInput,
        $"{name} is larger than 64 MB, the most one import takes.", "Split it into smaller files, each with the header: returns between organisations, never within one, since an import replaces the whole return of each organisation in the file.");

    /// <summary>Its rows.</summary>
    /// <exception cref="RefusalException">Everything wrong with its form, at once.</exception>
    public CsvSheet Sheet(CsvColumns columns)
    {
        var (sheet, problems) = CsvSheet.Read(Bytes, columns);
        return sheet ?? throw new RefusalException(ExitCode.BadInput,
            Invariant($"{Name} was not sent: {problems.Count:N0} {(problems.Count == 1 ? "problem" : "problems")}."), problems: problems);
    }

    private static void CheckText(byte[] bytes, string name)
    {
        if (CsvBytes.FindFault(bytes) is { } fault)
            throw new RefusalException(ExitCode.BadInput, $"{name} has {fault.Message}.", fault.Remedy);
    }
}
