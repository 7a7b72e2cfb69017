namespace Benchmarking.Server.Downloads;

/// <summary>A file to take away.</summary>
/// <param name="FileName">A name for it.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Digest">Digest of its content, hexadecimal SHA-256.</param>
internal sealed record DownloadFile(string FileName, string MediaType, ReadOnlyMemory<byte> Bytes, string Digest);
