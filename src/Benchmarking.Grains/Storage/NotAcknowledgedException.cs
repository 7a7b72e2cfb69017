namespace Benchmarking.Grains.Storage;

/// <summary>
/// A write was not acknowledged by the store: it may or may not have happened. The caller repeats the request with the same request id.
/// </summary>
[GenerateSerializer]
public sealed class NotAcknowledgedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NotAcknowledgedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public NotAcknowledgedException(string message) : base(message)
    {
    }

    /// <summary>The fence of what a cut writes: an earlier attempt than the one that is stored is refused.</summary>
    /// <exception cref="NotAcknowledgedException">A later cut has taken this one's place.</exception>
    internal static void ThrowIfSuperseded(long attempt, long stored)
    {
        if (attempt < stored)
            throw new NotAcknowledgedException("A later cut has taken this one's place.");
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public NotAcknowledgedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
