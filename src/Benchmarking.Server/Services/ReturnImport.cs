using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Limits;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using Catalogue = Benchmarking.Measures.Catalogue;
using Period = Benchmarking.Returns.Period;

namespace Benchmarking.Server.Services;

/// <summary>
/// Brings in the returns of many organisations from one stream. Every line is checked before any is stored; then each organisation's
/// lines become one revision of its return. A repetition with the same request id goes on where a broken one stopped.
/// </summary>
internal sealed class ReturnImport(ReturnGateway returns, OrganisationGateway organisations, MeasureGateway measures, PeriodGateway periods, CallLimits limits)
{
    // Parts of one organisation's lines would take each other's place.
    private const string Split = "Split it between organisations, never within one: an import replaces the whole return of each organisation in it.";

    private const int MostLines = 500_000;
    private const int MostLinesInMessage = 1_000;
    private const long MostCharacters = 100_000_000;

    /// <summary>Lines of one organisation, with where they stood in the file.</summary>
    private sealed record Part(OrganisationId Organisation, IReadOnlyList<ImportLine> Texts, ImmutableArray<Returns.ReturnLine> Lines);

    /// <summary>Runs an import for a caller.</summary>
    public async Task RunAsync(
        Caller caller, JournalledCall call, IAsyncStreamReader<ImportReturnsRequest> requests, IServerStreamWriter<ImportReturnsResponse> responses, CancellationToken cancellation)
    {
        (ImportReturnsRequest first, List<ImportLine> lines) = await ReadAllAsync(requests, cancellation);
        IReadOnlyList<Problem> problems = await ImportAsync(caller, call, first, lines, stored => responses.WriteAsync(stored, cancellation));
        if (problems.Count > 0)
            await Imports.RefuseAsync(problems, problem => responses.WriteAsync(new() { Problems = { problem.ToWire() } }, cancellation));
    }

    /// <summary>Checks every line, and stores them all when nothing is wrong; otherwise none, and every problem is given.</summary>
    /// <param name="caller">Who sends them.</param>
    /// <param name="call">The call as the journal has it.</param>
    /// <param name="heading">The period, the reason and the request id.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="tell">Is told of each return that is stored.</param>
    public async Task<IReadOnlyList<Problem>> ImportAsync(Caller caller, JournalledCall call, ImportReturnsRequest heading, List<ImportLine> lines, Func<ImportReturnsResponse, Task> tell)
    {
        limits.CountLines(caller.Id, lines.Count);
        Period period = Names.Period(heading.Period);
        string requestId = Names.Request(heading.RequestId);
        string reason = ReturnValidation.ReadReason(heading.Reason).OrThrow();
        StoredPeriod stored = await periods.GetAsync(period) ?? throw period.Unknown().ToException();
        if (stored.ReturnRefusal is { } refusal)
            throw refusal.ToException();
        (List<Part> parts, List<Problem> problems) = await CheckAsync(caller, lines);
        if (problems.Count > 0)
            return problems;
        foreach (Part[] some in parts.Chunk(Imports.Breadth))
        {
            await call.TakePartsAsync(some.Select(part => Returns.Return.NameOf(part.Organisation, period)));
            Outcome<int>[] revisions = await Task.WhenAll(some.Select(part => returns.ImportAsync(caller, part.Organisation, period, part.Lines, reason, requestId)));
            foreach ((Part part, Outcome<int> revision) in some.Zip(revisions))
                await tell(Stored(part, period, revision.OrThrow()));
        }
        return [];
    }

    private static async Task<(ImportReturnsRequest First, List<ImportLine> Lines)> ReadAllAsync(
        IAsyncStreamReader<ImportReturnsRequest> requests, CancellationToken cancellation)
    {
        ImportReturnsRequest? first = null;
        List<ImportLine> lines = [];
        long characters = 0;
        await foreach (ImportReturnsRequest request in requests.ReadAllAsync(cancellation))
        {
            first ??= request;
            Imports.CheckCount(request.Lines.Count, MostLinesInMessage, "Send more messages, each with fewer lines, in the same stream.", "A message of the import");
            Imports.CheckCount(lines.Count + request.Lines.Count, MostLines, Split);
            lines.AddRange(request.Lines);
            characters += request.CalculateSize();
            if (characters > MostCharacters)
                throw new Problem(0, "lines", ProblemReason.TooManyLines, "The import is larger than 100 MB.", $"{Split} Or shorten its notes.").ToException();
        }
        return first is null || lines.Count == 0
            ? throw new Problem(0, "lines", ProblemReason.NothingToDo, "There is no line to import.", "Send at least one line.").ToException()
            : (first, lines);
    }

    private async Task<(List<Part> Parts, List<Problem> Problems)> CheckAsync(Caller caller, List<ImportLine> lines)
    {
        Catalogue catalogue = await measures.GetAsync();
        List<Part> parts = [];
        List<Problem> problems = [];
        // Once there are as many problems as anybody is told, no more are looked for.
        bool GoesOn() => problems.Count < Imports.MostProblems;
        foreach (IGrouping<string, ImportLine>[] some in lines.GroupBy(OrganisationOf).Chunk(Imports.Breadth).TakeWhile(_ => GoesOn()))
        {
            StoredOrganisation?[] known = await Task.WhenAll(some.Select(group => FindAsync(caller, group.Key)));
            foreach ((IGrouping<string, ImportLine> group, StoredOrganisation? organisation) in some.Zip(known).TakeWhile(_ => GoesOn()))
            {
                Outcome<ImmutableArray<Returns.ReturnLine>> outcome = ReturnValidation.Validate([.. group.Select(ReturnMapping.ToText)], catalogue);
                problems.AddRange(outcome.Problems);
                if (organisation is null)
                    problems.AddRange(group.Take(Imports.MostProblems).Select(Unknown));
                else if (organisation.Withdrawal is not null)
                    problems.AddRange(group.Take(Imports.MostProblems).Select(line => OrganisationId.Withdrawn(line.Organisation, line.Line)));
                else if (outcome.IsAccepted)
                    parts.Add(new(organisation.Organisation.Id, [.. group], outcome.Value));
            }
        }
        return (parts, problems);
    }

    // 00AA and organisations/00AA are one organisation, and its lines one return: submitted apart, the second would replace the first.
    private static string OrganisationOf(ImportLine line) => OrganisationId.TryParse(line.Organisation)?.Value ?? line.Organisation;

    // Unknown when it does not exist, and alike when it is not the caller's.
    private async Task<StoredOrganisation?> FindAsync(Caller caller, string text) =>
        OrganisationId.TryParse(text) is { } id && ReturnGateway.MayImport(caller, id) ? await organisations.GetAsync(id) : null;

    private static Problem Unknown(ImportLine line) => OrganisationId.TryParse(line.Organisation) is null
        ? OrganisationId.Malformed(line.Organisation, line.Line)
        : OrganisationId.Unknown(line.Organisation, line.Line);

    private static ImportReturnsResponse Stored(Part part, Period period, int revision)
    {
        ImportReturnsResponse response = new();
        string name = Returns.Return.NameOf(part.Organisation, period);
        response.Stored.AddRange(part.Texts.Select(line => new ImportedLine { Line = line.Line, Return = name, Revision = revision }));
        return response;
    }
}
