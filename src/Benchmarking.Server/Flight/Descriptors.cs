using Apache.Arrow.Flight;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Json;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Flight;

/// <summary>Reads descriptors: a command is a <c>QueryRequest</c>, as JSON or as protobuf; a path names a whole edition.</summary>
internal static class Descriptors
{
    private const string Command = "descriptor.cmd";
    private const string Remedy = "Send as the command a QueryRequest, in JSON or protobuf, or as the path periods/{period}/editions/{n}.";

    // No field of a QueryRequest begins with this byte: as protobuf it would begin a group.
    private const byte Brace = (byte)'{';

    // More than a path to an edition has.
    private const int MostParts = 5;

    // What a newer client says besides would travel in the ticket.
    private static readonly MessageParser<QueryRequest> Parser = QueryRequest.Parser.WithDiscardUnknownFields(true);

    /// <summary>What a descriptor asks for.</summary>
    /// <exception cref="RpcException">It is no query, and no name of an edition.</exception>
    public static AskedRows Read(FlightDescriptor descriptor) => descriptor.Type == FlightDescriptorType.Command
        ? new(First(Read(descriptor.Command)), IsWhole: false)
        : new(new() { Editions = { string.Join('/', descriptor.Paths.Take(MostParts)) } }, IsWhole: true);

    /// <summary>The error of a descriptor that is neither a command nor a path.</summary>
    public static RpcException Neither() =>
        new Problem(0, "descriptor.type", ProblemReason.MessageMalformed, "The descriptor is neither a command nor a path.", Remedy).ToException();

    // Its page is not looked at: endpoints are the pages.
    private static QueryRequest First(QueryRequest query)
    {
        (query.PageToken, query.PageSize) = ("", 0);
        return query;
    }

    private static QueryRequest Read(ByteString command)
    {
        if (command.Length > 0 && command[0] == Brace)
            return (QueryRequest)JsonRequest.Parse(command.ToByteArray(), QueryRequest.Descriptor, Command);
        try
        {
            return Parser.ParseFrom(command);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new Problem(0, Command, ProblemReason.MessageMalformed, "The command is no QueryRequest in protobuf, and does not begin with { as one in JSON does.", Remedy).ToException();
        }
    }
}
