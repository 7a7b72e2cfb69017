using System.Collections.Frozen;
using Benchmarking.V1;
using Role = Benchmarking.Grains.Keys.Role;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Benchmarking.Server.Authorisation;

/// <summary>Who may make which call, and which calls the journal has: one row a call. A call without a row stops the server from starting.</summary>
internal static class Permissions
{
    /// <summary>What the names of Arrow Flight's calls begin with.</summary>
    public const string Flight = "/arrow.flight.protocol.FlightService/";

    private const string Package = "/benchmarking.v1.";

    private static readonly Role[] Everyone = Enum.GetValues<Role>();
    private static readonly Role[] Stewards = [Role.Steward];
    private static readonly Role[] Members = [Role.Contributor, Role.Viewer];
    private static readonly Role[] Contributors = [Role.Contributor];
    private static readonly Role[] Publishers = [Role.Publisher];
    private static readonly Role[] Proposers = [Role.Analyst, Role.Steward];
    private static readonly Role[] Importers = [Role.Contributor, Role.Steward];

    /// <summary>The services of the platform's own protos.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        OrganisationService.Descriptor, MeasureService.Descriptor, PeriodService.Descriptor, ReturnService.Descriptor,
        EditionService.Descriptor, BenchmarkService.Descriptor, QueryService.Descriptor, CohortProposalService.Descriptor, ReleaseService.Descriptor, KeyService.Descriptor, JournalService.Descriptor,
    ];

    // What is published, and what is announced, is for anyone.
    private static readonly FrozenSet<string> WithoutKey = FrozenSet.Create(
        "ReleaseService/GetRelease", "ReleaseService/DownloadRelease", "ReleaseService/ListReleases", "ReleaseService/ListReleaseCalendar");

    private static readonly FrozenDictionary<string, Permission> Rows = new Dictionary<string, Permission>
    {
        ["OrganisationService/GetOrganisation"] = ReadBy(Everyone),
        ["OrganisationService/ListOrganisations"] = ReadBy(Everyone),
        ["OrganisationService/CreateOrganisation"] = NotedBy(Stewards),
        ["OrganisationService/UpdateOrganisation"] = NotedBy(Stewards),
        ["OrganisationService/ImportOrganisations"] = NotedBy(Stewards),
        ["OrganisationService/WithdrawOrganisation"] = NotedBy(Stewards),
        ["MeasureService/GetMeasure"] = ReadBy(Everyone),
        ["MeasureService/ListMeasures"] = ReadBy(Everyone),
        ["MeasureService/ImportMeasures"] = NotedBy(Stewards),
        ["PeriodService/GetPeriod"] = ReadBy(Everyone),
        ["PeriodService/ListPeriods"] = ReadBy(Everyone),
        ["PeriodService/OpenPeriod"] = NotedBy(Stewards),
        ["PeriodService/ClosePeriod"] = NotedBy(Stewards),
        ["PeriodService/FinishPeriod"] = NotedBy(Stewards),
        ["ReturnService/GetReturn"] = ReadBy(Members),
        ["ReturnService/UpdateReturn"] = NotedBy(Contributors),
        ["ReturnService/ValidateReturn"] = ReadBy(Members),
        ["ReturnService/SubmitReturn"] = NotedBy(Contributors),
        ["ReturnService/WithdrawReturn"] = NotedBy(Contributors),
        ["ReturnService/ListReturnRevisions"] = ReadBy(Members),
        ["ReturnService/ImportReturns"] = NotedBy(Importers),
        ["EditionService/CutEdition"] = NotedBy(Stewards),
        ["EditionService/GetEdition"] = ReadBy(Everyone),
        ["EditionService/GetEditionAudit"] = NotedBy(Stewards),
        ["EditionService/ListEditions"] = ReadBy(Everyone),
        ["EditionService/WithdrawEdition"] = NotedBy(Stewards),
        ["EditionService/WatchCut"] = ReadBy(Stewards),
        ["BenchmarkService/Compare"] = ReadBy(Members),
        ["BenchmarkService/GetBenchmark"] = ReadBy(Everyone),
        ["BenchmarkService/CompareSectors"] = ReadBy(Everyone),
        ["BenchmarkService/GetTrend"] = ReadBy(Everyone),
        ["BenchmarkService/CompareTrend"] = ReadBy(Members),
        ["BenchmarkService/ListCohorts"] = ReadBy(Everyone),
        ["QueryService/Query"] = ReadBy(Everyone),
        ["QueryService/DryRun"] = ReadBy(Everyone),
        [Flight + "GetFlightInfo"] = ReadBy(Everyone),
        [Flight + "GetSchema"] = ReadBy(Everyone),
        [Flight + "DoGet"] = ReadBy(Everyone),
        // Those that the platform does not have: whoever may call it is told so.
        [Flight + "Handshake"] = ReadBy(Everyone),
        [Flight + "ListFlights"] = ReadBy(Everyone),
        [Flight + "PollFlightInfo"] = ReadBy(Everyone),
        [Flight + "DoPut"] = ReadBy(Everyone),
        [Flight + "DoExchange"] = ReadBy(Everyone),
        [Flight + "DoAction"] = ReadBy(Everyone),
        [Flight + "ListActions"] = ReadBy(Everyone),
        ["CohortProposalService/ProposeCohort"] = NotedBy(Proposers),
        ["CohortProposalService/ListCohortProposals"] = ReadBy(Proposers),
        ["CohortProposalService/AcceptCohortProposal"] = NotedBy(Stewards),
        ["CohortProposalService/DeclineCohortProposal"] = NotedBy(Stewards),
        ["ReleaseService/GetRelease"] = ReadBy(Everyone),
        ["ReleaseService/DownloadRelease"] = ReadBy(Everyone),
        ["ReleaseService/ListReleases"] = ReadBy(Everyone),
        ["ReleaseService/ListReleaseCalendar"] = ReadBy(Everyone),
        ["ReleaseService/ListReleaseUses"] = ReadBy(Members),
        ["ReleaseService/GetReleaseDraft"] = ReadBy(Publishers),
        ["ReleaseService/ListReleaseDrafts"] = ReadBy(Publishers),
        ["ReleaseService/PreviewRelease"] = ReadBy(Publishers),
        ["ReleaseService/CreateRelease"] = NotedBy(Publishers),
        ["ReleaseService/UpdateRelease"] = NotedBy(Publishers),
        ["ReleaseService/ScheduleRelease"] = NotedBy(Publishers),
        ["ReleaseService/PublishRelease"] = NotedBy(Publishers),
        ["ReleaseService/ReviseRelease"] = NotedBy(Publishers),
        ["ReleaseService/WithdrawRelease"] = NotedBy(Publishers),
        ["KeyService/IssueKey"] = NotedBy(Stewards),
        ["KeyService/RotateKey"] = NotedBy(Stewards),
        ["KeyService/RevokeKey"] = NotedBy(Stewards),
        ["KeyService/GetKey"] = ReadBy(Stewards),
        ["JournalService/ListJournalEntries"] = ReadBy(Importers),
        ["JournalService/VerifyJournal"] = ReadBy(Stewards),
    }.ToFrozenDictionary();

    // Who may make a call, and whether the journal has it: every call that writes, and whatever else others should know was looked at.
    private sealed record Permission(Role[] Roles, bool IsJournalled);

    private static Permission ReadBy(Role[] roles) => new(roles, IsJournalled: false);

    private static Permission NotedBy(Role[] roles) => new(roles, IsJournalled: true);

    /// <summary>All calls that have a row, named as gRPC names them.</summary>
    public static IEnumerable<string> Methods => Rows.Keys.Select(name => name.StartsWith('/') ? name : Package + name);

    /// <summary>Whether a role may make a call, named as gRPC names it: <c>/benchmarking.v1.ReturnService/GetReturn</c>. A call without a row nobody may make.</summary>
    public static bool Allows(string method, Role role) => Find(method)?.Roles.Contains(role) ?? false;

    /// <summary>Whether the journal has a call.</summary>
    public static bool IsJournalled(string method) => Find(method)?.IsJournalled ?? false;

    /// <summary>Whether a call, named in the same way, may be made without a key.</summary>
    public static bool AllowsWithoutKey(string method) => WithoutKey.Contains(NameOf(method));

    /// <summary>Calls without a row, and rows without a call; both must be empty.</summary>
    /// <param name="methods">The calls that the server answers, named as gRPC names them.</param>
    public static IEnumerable<string> Gaps(IEnumerable<string> methods)
    {
        HashSet<string> calls = [.. methods.Where(method => !Calls.IsOpen(method))];
        calls.SymmetricExceptWith(Methods);
        return calls.Order(StringComparer.Ordinal);
    }

    private static Permission? Find(string method) => Rows.GetValueOrDefault(NameOf(method));

    private static string NameOf(string method) => method.StartsWith(Package, StringComparison.Ordinal) ? method[Package.Length..] : method;
}
