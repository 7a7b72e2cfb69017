using System.Collections.Immutable;
using Benchmarking.Grains.Journal;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using JournalEntry = Benchmarking.Journal.JournalEntry;

namespace Benchmarking.Server.Services;

/// <summary>The journal over gRPC.</summary>
internal sealed class JournalGrpcService(JournalGateway journal, MemberJournal members, OrganisationGateway organisations) : JournalService.JournalServiceBase
{
    private const int HashDigits = 64;

    /// <inheritdoc/>
    public override async Task<ListJournalEntriesResponse> ListJournalEntries(ListJournalEntriesRequest request, ServerCallContext context)
    {
        if (context.Caller().Own is not null)
            return await ListOwnAsync(request, context);
        Func<JournalEntry, bool> filter = await ReadFilterAsync(request);
        long before = Pages.ReadPosition("journalEntries", request.PageToken) ?? long.MaxValue;
        (ImmutableArray<ListedEntry> entries, long next) = await journal.ListAsync(filter, before, Pages.SizeOf(request.PageSize));
        ListJournalEntriesResponse response = new() { NextPageToken = next == 0 ? "" : Pages.TokenOf("journalEntries", next) };
        response.JournalEntries.AddRange(entries.Select(JournalMapping.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<VerifyJournalResponse> VerifyJournal(VerifyJournalRequest request, ServerCallContext context)
    {
        string noted = request.NotedHead.Trim().ToLowerInvariant();
        if (noted.Length > 0 && !(noted.Length == HashDigits && noted.All(char.IsAsciiHexDigitLower)))
        {
            throw new Problem(0, "noted_head", ProblemReason.IdentifierMalformed, $"{Problem.Quote(request.NotedHead)} is not a journal's head.",
                "Give the 64 digits that `benchmarking journal verify` told, or nothing.").ToException();
        }
        return (await journal.VerifyAsync(noted, context.CancellationToken)).ToWire();
    }

    private async Task<ListJournalEntriesResponse> ListOwnAsync(ListJournalEntriesRequest request, ServerCallContext context)
    {
        OwnOrganisation own = request.Organisation.Length == 0 ? context.Caller().Own! : context.Own(Names.Organisation(request.Organisation));
        (ImmutableArray<ListedEntry> entries, string next) = await members.ListAsync(own, request.Caller, ReadTimes(request), request.PageToken, Pages.SizeOf(request.PageSize))
            ?? throw Pages.Invalid(request.PageToken);
        ListJournalEntriesResponse response = new() { NextPageToken = next };
        response.JournalEntries.AddRange(entries.Select(JournalMapping.ToWire));
        return response;
    }

    private async Task<Func<JournalEntry, bool>> ReadFilterAsync(ListJournalEntriesRequest request)
    {
        OrganisationId? organisation = request.Organisation.Length == 0 ? null : Names.Organisation(request.Organisation);
        if (organisation is not null && await organisations.GetAsync(organisation) is null)
            throw OrganisationId.Unknown(organisation.Value).ToException();
        Func<JournalEntry, bool> isThen = ReadTimes(request);
        return entry => isThen(entry)
            && (organisation is null || entry.Action.Concerns(organisation.Name))
            && (request.Caller.Length == 0 || entry.Action.Caller == request.Caller);
    }

    private static Func<JournalEntry, bool> ReadTimes(ListJournalEntriesRequest request)
    {
        DateTimeOffset start = Times.Any(request.StartTime, "start_time") ?? DateTimeOffset.MinValue;
        DateTimeOffset end = Times.Any(request.EndTime, "end_time") ?? DateTimeOffset.MaxValue;
        return entry => entry.Time >= start && entry.Time < end;
    }
}
