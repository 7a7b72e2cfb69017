using System.Security.Cryptography;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Releases;

/// <summary>A file of a release as it came: whole, and with the digest that the server told.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Format">Its form.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Digest">Digest of its content, hexadecimal SHA-256.</param>
internal sealed record FetchedFile(string Name, DownloadFormat Format, byte[] Bytes, string Digest)
{
    private const long Largest = 1 << 30;

    /// <summary>Fetches a file.</summary>
    /// <param name="call">Opened.</param>
    /// <param name="format">What was asked for.</param>
    /// <param name="report">Told the bytes so far and in all.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="RefusalException">What came is not the whole file, or its name is none.</exception>
    public static async Task<FetchedFile> ReadAsync(AsyncServerStreamingCall<DownloadReleaseResponse> call, DownloadFormat format, Action<long, long> report, CancellationToken cancellation)
    {
        DownloadReleaseResponse? first = null;
        using MemoryStream bytes = new();
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellation))
        {
            first ??= part;
            part.Data.WriteTo(bytes);
            if (bytes.Length > first.Size || first.Size > Largest) throw Broken("is longer than it said");
            report(bytes.Length, first.Size);
        }

        if (first is null || bytes.Length != first.Size) throw Broken("did not come whole");
        string digest = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        if (digest != first.Digest) throw Broken("is not the one it said");
        return new(NameOf(first.FileName), format, bytes.ToArray(), digest);
    }

    // Nothing that a server says leads out of the folder.
    private static string NameOf(string name) =>
        name.Length > 0 && name == Path.GetFileName(name) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_') && name[0] != '.'
            ? name
            : throw Broken($"has the name \"{name}\", which is none");

    private static RefusalException Broken(string how) => new(ExitCode.Unavailable, $"The file {how}. Nothing was written.", "Run the command again.");
}
