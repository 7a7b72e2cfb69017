using System.Reflection;
using Apache.Arrow.Flight.Server;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>Flight's calls by their descriptors, which the library keeps to itself.</summary>
public static class FlightCalls
{
    private static ServiceDescriptor Service { get; } = (ServiceDescriptor)typeof(FlightServer).Assembly
        .GetType("Apache.Arrow.Flight.Protocol.FlightService", throwOnError: true)!.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>All calls.</summary>
    public static IList<MethodDescriptor> All => Service.Methods;

    /// <summary>A call by its name.</summary>
    public static MethodDescriptor Find(string name) => Service.FindMethodByName(name);
}
