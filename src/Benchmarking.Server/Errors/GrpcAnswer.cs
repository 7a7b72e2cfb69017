using System.Globalization;
using Grpc.Core;

namespace Benchmarking.Server.Errors;

/// <summary>The answer to a call that the library is not asked to answer: a status without a message, as headers alone (gRPC calls it trailers-only).</summary>
internal static class GrpcAnswer
{
    private const string StatusHeader = "grpc-status";

    /// <summary>Writes a refusal, in place of whatever was to be answered.</summary>
    public static void Write(HttpResponse response, RpcException refusal)
    {
        response.Clear();
        response.ContentType = "application/grpc";
        response.Headers[StatusHeader] = ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(refusal.Status.Detail);
        foreach (Metadata.Entry entry in refusal.Trailers)
            response.Headers[entry.Key] = entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value;
    }

    /// <summary>The code that was to be answered without a message; null when there is none.</summary>
    public static StatusCode? CodeOf(HttpResponse response) =>
        int.TryParse(response.Headers[StatusHeader], NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? (StatusCode)code : null;
}
