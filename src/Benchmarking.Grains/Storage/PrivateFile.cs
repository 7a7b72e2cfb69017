namespace Benchmarking.Grains.Storage;

/// <summary>Files only the server's own user may read: they hold figures from before disclosure control.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens the file for reading and writing, making it if it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    public static FileStream Open(string path, FileShare share) => Open(path, FileMode.OpenOrCreate, share);

    /// <summary>Makes a new file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is there already.</exception>
    public static void Create(string path) => Open(path, FileMode.CreateNew, FileShare.ReadWrite).Dispose();

    /// <summary>Makes the file if it is not there, and takes every other user's rights from one that is.</summary>
    /// <remarks>A file restored from a backup often comes back readable to all.</remarks>
    /// <param name="path">The file.</param>
    public static void Ensure(string path)
    {
        Open(path, FileShare.ReadWrite).Dispose();
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <summary>Waits until all that was written to a file is on its disk.</summary>
    /// <param name="path">The file.</param>
    public static void Flush(string path)
    {
        using FileStream file = Open(path, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
