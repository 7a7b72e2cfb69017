using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Benchmarking.Grains.Storage;

/// <summary>A request that was carried out, so that its repetition gives the first answer again.</summary>
/// <typeparam name="TAnswer">What is needed to give the answer again.</typeparam>
[GenerateSerializer, Immutable]
internal sealed record RememberedRequest<TAnswer>(
    [property: Id(0)] string RequestId, [property: Id(1)] string ContentDigest, [property: Id(2)] TAnswer Answer);

/// <summary>The recent requests of a record.</summary>
internal static class RememberedRequests
{
    /// <summary>How many are remembered: a repetition comes soon, or not at all.</summary>
    private const int Most = 32;

    public static RememberedRequest<TAnswer>? Find<TAnswer>(this ImmutableArray<RememberedRequest<TAnswer>> requests, string requestId) =>
        requestId.Length == 0 ? null : requests.FirstOrDefault(request => request.RequestId == requestId);

    public static ImmutableArray<RememberedRequest<TAnswer>> Remember<TAnswer>(
        this ImmutableArray<RememberedRequest<TAnswer>> requests, string requestId, string contentDigest, TAnswer answer) =>
        requestId.Length == 0 ? requests : [.. requests.TakeLast(Most - 1), new(requestId, contentDigest, answer)];

    public static string DigestOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
