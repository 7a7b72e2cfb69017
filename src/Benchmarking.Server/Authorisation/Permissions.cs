using System.Collections.Frozen;
using Benchmarking.V1;
using Role = Benchmarking.Grains.Keys.Role;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Benchmarking.Server.Authorisation;

/// <summary>Who may make which call: one row a call. A call without a row stops the server from starting.</summary>
internal static class Permissions
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();
    private static readonly Role[] Stewards = [Role.Steward];
    private static readonly Role[] Members = [Role.Contributor, Role.Viewer];
    private static readonly Role[] Contributors = [Role.Contributor];
    private static readonly Role[] Importers = [Role.Contributor, Role.Steward];

    /// <summary>The services of the platform.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        OrganisationService.Descriptor, MeasureService.Descriptor, PeriodService.Descriptor, ReturnService.Descriptor,
        EditionService.Descriptor, BenchmarkService.Descriptor, KeyService.Descriptor,
    ];

    private static readonly FrozenDictionary<string, Role[]> Rows = new Dictionary<string, Role[]>
    {
        ["OrganisationService/GetOrganisation"] = Everyone,
        ["OrganisationService/ListOrganisations"] = Everyone,
        ["OrganisationService/CreateOrganisation"] = Stewards,
        ["OrganisationService/UpdateOrganisation"] = Stewards,
        ["OrganisationService/ImportOrganisations"] = Stewards,
        ["OrganisationService/WithdrawOrganisation"] = Stewards,
        ["MeasureService/GetMeasure"] = Everyone,
        ["MeasureService/ListMeasures"] = Everyone,
        ["MeasureService/ImportMeasures"] = Stewards,
        ["PeriodService/GetPeriod"] = Everyone,
        ["PeriodService/ListPeriods"] = Everyone,
        ["PeriodService/OpenPeriod"] = Stewards,
        ["PeriodService/ClosePeriod"] = Stewards,
        ["ReturnService/GetReturn"] = Members,
        ["ReturnService/UpdateReturn"] = Contributors,
        ["ReturnService/ValidateReturn"] = Members,
        ["ReturnService/SubmitReturn"] = Contributors,
        ["ReturnService/WithdrawReturn"] = Contributors,
        ["ReturnService/ListReturnRevisions"] = Members,
        ["ReturnService/ImportReturns"] = Importers,
        ["EditionService/CutEdition"] = Stewards,
        ["EditionService/GetEdition"] = Everyone,
        ["EditionService/GetEditionAudit"] = Stewards,
        ["EditionService/ListEditions"] = Everyone,
        ["EditionService/WithdrawEdition"] = Stewards,
        ["EditionService/WatchCut"] = Stewards,
        ["BenchmarkService/Compare"] = Members,
        ["BenchmarkService/GetBenchmark"] = Everyone,
        ["BenchmarkService/ListCohorts"] = Everyone,
        ["KeyService/IssueKey"] = Stewards,
        ["KeyService/RotateKey"] = Stewards,
        ["KeyService/RevokeKey"] = Stewards,
        ["KeyService/GetKey"] = Stewards,
    }.ToFrozenDictionary();

    /// <summary>Whether a role may make a call, named as gRPC names it: <c>/benchmarking.v1.ReturnService/GetReturn</c>. A call without a row nobody may make.</summary>
    public static bool Allows(string method, Role role) =>
        method.StartsWith("/benchmarking.v1.", StringComparison.Ordinal)
        && Rows.TryGetValue(method["/benchmarking.v1.".Length..], out Role[]? roles) && roles.Contains(role);

    /// <summary>Calls without a row, and rows without a call; both must be empty.</summary>
    public static IEnumerable<string> Gaps()
    {
        HashSet<string> calls = [.. Services.SelectMany(service => service.Methods).Select(method => $"{method.Service.Name}/{method.Name}")];
        calls.SymmetricExceptWith(Rows.Keys);
        return calls.Order(StringComparer.Ordinal);
    }
}
