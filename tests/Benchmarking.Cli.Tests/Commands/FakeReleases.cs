using System.Security.Cryptography;
using System.Text;
using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

internal sealed class FakeReleases(FakeServer server) : ReleaseService.ReleaseServiceBase
{
    /// <summary>The content of a file; it comes in two parts.</summary>
    public static byte[] ContentOf(string name, DownloadFormat format) => Encoding.UTF8.GetBytes($"{name} as {format}");

    public override Task<Release> GetRelease(GetReleaseRequest request, ServerCallContext context)
    {
        server.Answer(context);
        server.ReleasesAsked.Add(request.Name);
        return Task.FromResult(Replies.Release);
    }

    public override async Task DownloadRelease(DownloadReleaseRequest request, IServerStreamWriter<DownloadReleaseResponse> responseStream, ServerCallContext context)
    {
        server.Downloaded.Add(request);
        byte[] bytes = ContentOf(request.Name, request.Format);
        DownloadReleaseResponse first = new()
        {
            FileName = $"{request.Format}.bin".ToLowerInvariant(),
            Size = bytes.Length,
            Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Data = ByteString.CopyFrom(bytes.AsSpan(0, 5)),
        };
        server.Spoil(first);
        await responseStream.WriteAsync(first);
        await responseStream.WriteAsync(new() { Data = ByteString.CopyFrom(bytes.AsSpan(5)) });
    }
}
