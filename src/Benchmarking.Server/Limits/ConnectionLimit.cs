using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Benchmarking.Server.Limits;

/// <summary>Connections of one address at once: those beyond are closed before anything is said on them.</summary>
internal static class ConnectionLimit
{
    /// <summary>Limits the connections of an end point.</summary>
    public static void Use(ListenOptions listen, int perAddress)
    {
        PartitionedRateLimiter<string> limiter = Limiters.AtOnce(perAddress);
        listen.Use(next => async connection =>
        {
            using RateLimitLease lease = limiter.AttemptAcquire(ClientAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address));
            if (lease.IsAcquired)
                await next(connection);
            else
                connection.Abort(new ConnectionAbortedException("The address has too many connections."));
        });
    }
}
