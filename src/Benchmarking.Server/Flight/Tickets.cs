using System.Buffers.Binary;
using System.Security.Cryptography;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.DataProtection;

namespace Benchmarking.Server.Flight;

/// <summary>
/// Tickets: a page of rows, sealed for whoever asked for it, for an hour. A ticket allows nothing that its holder could not ask for anew; it is
/// sealed so that nobody else gets in with it, and so that the rows are those that the caller was told of. Every server of a platform reads it.
/// </summary>
internal sealed class Tickets(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Purpose = "flight tickets, v1";
    private const string Remedy = "Ask for a new one with GetFlightInfo.";

    // A query's filter, names and token are some kilobytes.
    private const int LargestTicket = 64 * 1024;

    // Before the query: until when it holds, and whether it is a whole edition.
    private const int HeadLength = sizeof(long) + 1;

    /// <summary>How long a ticket holds.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>A ticket for a caller.</summary>
    /// <param name="caller">Whom it is for.</param>
    /// <param name="page">What it brings.</param>
    public ByteString Issue(Caller caller, AskedRows page)
    {
        byte[] content = new byte[HeadLength + page.Query.CalculateSize()];
        BinaryPrimitives.WriteInt64LittleEndian(content, (clock.GetUtcNow() + Life).ToUnixTimeMilliseconds());
        content[HeadLength - 1] = page.IsWhole ? (byte)1 : (byte)0;
        page.Query.WriteTo(content.AsSpan(HeadLength));
        return UnsafeByteOperations.UnsafeWrap(ProtectorOf(caller).Protect(content));
    }

    /// <summary>What a caller's ticket brings.</summary>
    /// <exception cref="RpcException">It is none of this caller's, or its time is over.</exception>
    public AskedRows Read(Caller caller, ByteString ticket)
    {
        byte[] content = Open(caller, ticket);
        if (clock.GetUtcNow().ToUnixTimeMilliseconds() >= BinaryPrimitives.ReadInt64LittleEndian(content))
            throw Expired($"The ticket was for {Life.TotalMinutes:N0} minutes, which are over.");
        return new(QueryRequest.Parser.ParseFrom(content.AsSpan(HeadLength).ToArray()), content[HeadLength - 1] == 1);
    }

    /// <summary>The error of a ticket whose rows are others by now: measures were added or revised since.</summary>
    public static RpcException Stale() => Expired("The measures of the query have changed since the ticket was made.");

    private byte[] Open(Caller caller, ByteString ticket)
    {
        try
        {
            if (ticket.Length <= LargestTicket)
                return ProtectorOf(caller).Unprotect(ticket.ToByteArray());
        }
        catch (CryptographicException)
        {
            // Of another caller, changed, or no ticket at all: which of them is nobody's business.
        }
        throw new Problem(0, "ticket", ProblemReason.TicketInvalid, "This is no ticket that was made for you.", $"{Remedy} Send it as it came, with the key or token that asked for it.").ToException();
    }

    // Whom it is for is part of its seal.
    private IDataProtector ProtectorOf(Caller caller) => protection.CreateProtector(Purpose, caller.Id);

    private static RpcException Expired(string message) => new Problem(0, "ticket", ProblemReason.TicketExpired, message, Remedy).ToException();
}
