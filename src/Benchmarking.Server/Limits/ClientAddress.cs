using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;

namespace Benchmarking.Server.Limits;

/// <summary>Where a call comes from, as it is counted.</summary>
internal static class ClientAddress
{
    private const int BytesOfNetwork = 8;

    /// <summary>What is taken from a proxy in front: the address that it saw itself, the last of <c>X-Forwarded-For</c>. Those before it anyone can write.</summary>
    public static ForwardedHeadersOptions FromProxy { get; } = MakeFromProxy();

    /// <summary>An address as it is counted: of IPv6 the network, since whoever has one has all its addresses.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, BytesOfNetwork))}/64" : address.ToString();
    }

    private static ForwardedHeadersOptions MakeFromProxy()
    {
        ForwardedHeadersOptions options = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        // The settings say that there is a proxy, and nothing else reaches the port.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        return options;
    }
}
