namespace Benchmarking.Grains.Releases;

/// <summary>A frozen content is not in the store, or is not what was stored: a fault of the platform, which nobody who asks for it can mend.</summary>
public sealed class ReleaseDamagedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ReleaseDamagedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ReleaseDamagedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ReleaseDamagedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
