namespace Benchmarking.Grains.Storage;

/// <summary>
/// The one directory a single-machine server keeps its data in, held exclusively for as long as this object lives.
/// </summary>
/// <remarks>
/// Two silos on one SQLite file would each believe themselves to be the whole cluster. The lock belongs to the open
/// file, not to the file's existence: the operating system drops it when the process ends, however it ends, and the
/// file left behind means nothing.
/// </remarks>
public sealed class StorageDirectory : IDisposable
{
    private const string LockFileName = "server.lock";
    private const UnixFileMode OwnerOnlyDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private StorageDirectory(string path, FileStream heldLock) => (Path, _lock) = (path, heldLock);

    /// <summary>The full path of the directory.</summary>
    public string Path { get; }

    /// <summary>Makes the directory if it is not there, private to its user, and takes it for this process.</summary>
    /// <param name="path">The directory; a relative path is taken from the working directory.</param>
    /// <returns>The directory, to be disposed of after everything that uses its files.</returns>
    /// <exception cref="StorageUnavailableException">Another server has it, or it cannot be made or written to.</exception>
    public static StorageDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string fullPath = System.IO.Path.GetFullPath(path);
        try
        {
            Make(fullPath);
            return new StorageDirectory(fullPath, PrivateFile.Open(System.IO.Path.Combine(fullPath, LockFileName), FileShare.None));
        }
        catch (IOException exception) when (IsHeldElsewhere(exception))
        {
            throw new StorageUnavailableException(
                $"Another server is using the data directory '{fullPath}'. Stop that server, or give this one a directory of its own.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException(
                $"The data directory '{fullPath}' cannot be made or written to: {exception.Message} "
                + "Name a directory that the server's user owns and can write to, on a disk with room.",
                exception);
        }
    }

    /// <summary>Gives the directory back.</summary>
    public void Dispose() => _lock.Dispose();

    private static void Make(string fullPath)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(fullPath);
        else
            Directory.CreateDirectory(fullPath, OwnerOnlyDirectory);
    }

    // EWOULDBLOCK on Linux, EWOULDBLOCK on macOS, ERROR_SHARING_VIOLATION on Windows: .NET has no exception type for it.
    private static bool IsHeldElsewhere(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
