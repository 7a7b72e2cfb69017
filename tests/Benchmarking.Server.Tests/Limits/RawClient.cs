using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Benchmarking.Server.Tests.Hosting;
using Google.Rpc;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Limits;

/// <summary>What came of a call: its code, and the reason of the platform if it gave one.</summary>
public sealed record RawStatus(StatusCode Code, string Reason);

/// <summary>Calls without a gRPC library: whatever bytes, at whatever pace, over connections of its own, or over one.</summary>
internal sealed class RawClient(TestServer server, string key, bool hasOneConnection = false) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { InitialHttp2StreamWindowSize = 65_535, EnableMultipleHttp2Connections = !hasOneConnection }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends messages of a call, framed as gRPC frames them, and reads its status.</summary>
    public Task<RawStatus> SendAsync(string call, IEnumerable<byte[]> messages) => SendAsync(call, new ByteArrayContent([.. messages.SelectMany(message => Frame(message))]));

    /// <summary>Sends a call whose body is written as it goes along, and reads its status.</summary>
    public async Task<RawStatus> SendAsync(string call, HttpContent body)
    {
        using HttpResponseMessage response = await OpenAsync(call, body);
        await response.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        return StatusOf(response);
    }

    /// <summary>Sends a call, and reads nothing of the answer but its beginning.</summary>
    public Task<HttpResponseMessage> OpenAsync(string call, HttpContent body)
    {
        body.Headers.ContentType = new("application/grpc");
        HttpRequestMessage request = new(HttpMethod.Post, new Uri($"{server.Url}/benchmarking.v1.{call}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
            Headers = { TE = { new("trailers") } },
        };
        if (key.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>A message with what gRPC puts in front: not compressed, and its length, here true or not.</summary>
    public static byte[] Frame(byte[] message, int? length = null)
    {
        byte[] frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length ?? message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Reads the next message of an answer; null when there are no more.</summary>
    public static async Task<byte[]?> ReadAsync(Stream answer)
    {
        byte[] head = new byte[5];
        if (await answer.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, TestContext.Current.CancellationToken) == 0)
            return null;
        byte[] message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        await answer.ReadExactlyAsync(message, TestContext.Current.CancellationToken);
        return message;
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _http.Dispose();

    /// <summary>The status of an answer that has come to its end.</summary>
    public static RawStatus StatusOf(HttpResponseMessage response)
    {
        HttpHeaders headers = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        StatusCode code = (StatusCode)int.Parse(headers.GetValues("grpc-status").Single(), System.Globalization.CultureInfo.InvariantCulture);
        return new(code, DetailsOf(headers)?.GetDetail<ErrorInfo>()?.Reason ?? "");
    }

    /// <summary>When to try again, as an answer that has no messages says; null when it does not say.</summary>
    public static TimeSpan? WaitOf(HttpResponseMessage response) => DetailsOf(response.Headers)?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan();

    private static Google.Rpc.Status? DetailsOf(HttpHeaders headers)
    {
        if (!headers.TryGetValues("grpc-status-details-bin", out IEnumerable<string>? details))
            return null;
        string text = details.Single();
        return Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
    }
}

/// <summary>A body that a test writes at its own pace.</summary>
internal sealed class PacedContent(Func<Stream, CancellationToken, Task> write) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, TestContext.Current.CancellationToken);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => await write(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
