namespace Benchmarking.Grains.Storage;

/// <summary>
/// The data directory, or the database in it, cannot be used. The message is written for the operator: it names the
/// path and what to do about it, so a host may print it alone.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Creates the exception without a message; prefer one that names the path and the remedy.</summary>
    public StorageUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, with which path, and the remedy.</param>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, with which path, and the remedy.</param>
    /// <param name="innerException">What the operating system or the engine said.</param>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
