using System.Globalization;

namespace Benchmarking;

/// <summary>The version of a resource as its readers see it.</summary>
internal static class Etag
{
    public static string Of(long version) => version.ToString("'v'0", CultureInfo.InvariantCulture);

    /// <summary>The problem of a write that rests on another version than the current one; null when it rests on it, or on none.</summary>
    public static Problem? Check(string etag, long version) => etag.Length == 0 || etag == Of(version)
        ? null
        : new(0, "etag", ProblemReason.EtagMismatch, "It has changed since you read it.", "Read it again, make your change, and send it with the new etag.");
}
