using System.Collections.Concurrent;
using Benchmarking.Server.Tests.Hosting;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>A caller with one key that goes to the next server when one does not answer, and repeats the same request until it is acknowledged.</summary>
/// <param name="cluster">The servers.</param>
/// <param name="key">Its key.</param>
/// <param name="first">The server it begins with.</param>
/// <param name="refusals">Counts what it was told meanwhile.</param>
public sealed class ClusterClient(ServerCluster cluster, string key, int first, ConcurrentDictionary<string, int> refusals)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private int _server = first;

    /// <summary>Calls until there is an answer.</summary>
    /// <param name="call">The call; the same each time.</param>
    /// <exception cref="RpcException">The platform failed, refused, or did not answer for three minutes.</exception>
    public async Task<T> AskAsync<T>(Func<Api, DateTime, Task<T>> call)
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return await call(cluster.Api(_server, key), DateTime.UtcNow.AddSeconds(40));
            }
            catch (RpcException exception) when (MayRepeat(exception) && DateTime.UtcNow < end)
            {
                refusals.AddOrUpdate($"{exception.StatusCode}", 1, (_, count) => count + 1);
                _server++;
            }
        }
    }

    // What a server that is killed leaves behind reads as INTERNAL or CANCELLED to the client; the platform's own INTERNAL has these words.
    private static bool MayRepeat(RpcException exception) => exception.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Aborted => true,
        StatusCode.Internal or StatusCode.Cancelled => !exception.Status.Detail.StartsWith("The platform failed", StringComparison.Ordinal),
        _ => false,
    };
}
