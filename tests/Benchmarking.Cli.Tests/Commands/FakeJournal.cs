using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Benchmarking.V1.JournalEntry.Types;

namespace Benchmarking.Cli.Tests.Commands;

/// <summary>A journal in three pages: a submission, an import of two returns that was under way when the server stopped, a key, and a refusal.</summary>
internal sealed class FakeJournal(FakeServer server) : JournalService.JournalServiceBase
{
    private static readonly JournalEntry[][] Pages =
    [
        [
            Entry(9, Kind.Denied, "IssueKey", "organisations/LH0001", outcome: Outcome.Refused, reason: ErrorReason.RoleNotAllowed),
            Entry(8, Kind.Ended, "IssueKey", "organisations/LH0001", begun: 7, Outcome.Accepted, result: "keys/k1"),
        ],
        [],
        [
            Entry(7, Kind.Begun, "IssueKey", "organisations/LH0001"),
            Entry(6, Kind.Part, "ImportReturns", "organisations/LH0002/returns/2025", begun: 4),
            Entry(5, Kind.Part, "ImportReturns", "organisations/LH0001/returns/2025", begun: 4),
            Entry(4, Kind.Begun, "ImportReturns", "periods/2025"),
            Entry(3, Kind.Ended, "SubmitReturn", "organisations/LH0001/returns/2025", begun: 2, Outcome.Refused, ErrorReason.PeriodClosed),
            Entry(2, Kind.Begun, "SubmitReturn", "organisations/LH0001/returns/2025"),
            new() { Sequence = 1, Kind = Kind.Begun, Time = TimeOf(1), Caller = "operator", Call = "KeyService/IssueKey", Resource = "keys" },
        ],
    ];

    public override Task<ListJournalEntriesResponse> ListJournalEntries(ListJournalEntriesRequest request, ServerCallContext context)
    {
        server.JournalAsked.Add(request.Clone());
        int page = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, null);
        return Task.FromResult(new ListJournalEntriesResponse { JournalEntries = { Pages[page] }, NextPageToken = page + 1 < Pages.Length ? $"{page + 1}" : "" });
    }

    public override Task<VerifyJournalResponse> VerifyJournal(VerifyJournalRequest request, ServerCallContext context) => Task.FromResult(server.Verdict);

    private static JournalEntry Entry(
        long sequence, Kind kind, string call, string resource, long begun = 0, Outcome outcome = default, ErrorReason reason = default, string result = "") => new()
        {
            Sequence = sequence,
            Time = TimeOf(sequence),
            Kind = kind,
            BegunSequence = begun,
            Caller = "keys/7f3a09c2d41be865",
            Role = Role.Steward,
            Call = $"AnyService/{call}",
            Resource = resource,
            Outcome = outcome,
            Reason = reason,
            Result = result,
        };

    private static Timestamp TimeOf(long sequence) => Timestamp.FromDateTime(new DateTime(2026, 1, (int)sequence, 9, 0, 0, DateTimeKind.Utc));
}
