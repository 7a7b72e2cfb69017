using System.Reflection;
using System.Security.Cryptography;

namespace Benchmarking.Server.Web;

/// <summary>The pages' own files, which are within the program.</summary>
internal static class Assets
{
    /// <summary>A digest of all of them: a part of their addresses, so that a changed one is fetched anew.</summary>
    public static string Version { get; } = Digest();

    private static string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Assembly program = typeof(Assets).Assembly;
        foreach (string name in program.GetManifestResourceNames().Where(name => name.StartsWith("assets.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = program.GetManifestResourceStream(name)!;
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            hash.AppendData(bytes.ToArray());
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
