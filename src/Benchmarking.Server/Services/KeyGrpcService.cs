using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Enum = System.Enum;
using Role = Benchmarking.Grains.Keys.Role;

namespace Benchmarking.Server.Services;

/// <summary>Keys over gRPC.</summary>
internal sealed class KeyGrpcService(KeyRing keys, OrganisationGateway organisations) : KeyService.KeyServiceBase
{
    /// <inheritdoc/>
    public override async Task<IssueKeyResponse> IssueKey(IssueKeyRequest request, ServerCallContext context)
    {
        Role role = (Role)request.Role;
        if (!Enum.IsDefined(role))
            throw new Problem(0, "role", ProblemReason.FieldRequired, "The role is missing or unknown.", "Give contributor, viewer, publisher, analyst or steward.").ToException();
        OrganisationId? organisation = await ReadOrganisationAsync(role, request.Organisation);
        (KeyInfo info, string key) = await keys.IssueAsync(role, organisation);
        return new() { Key = ToWire(info), Secret = key };
    }

    /// <inheritdoc/>
    public override async Task<Key> GetKey(GetKeyRequest request, ServerCallContext context) =>
        ToWire(await keys.GetAsync(Names.Key(request.Name)) ?? throw Unknown(request.Name));

    /// <inheritdoc/>
    public override async Task<Key> RevokeKey(RevokeKeyRequest request, ServerCallContext context) =>
        ToWire(await keys.RevokeAsync(Names.Key(request.Name)) ?? throw Unknown(request.Name));

    private async Task<OrganisationId?> ReadOrganisationAsync(Role role, string text)
    {
        if (!KeyRing.ActsForOrganisation(role))
        {
            return text.Length == 0 ? null : throw new Problem(0, "organisation", ProblemReason.IdentifierMalformed,
                $"A {role.ToString().ToLowerInvariant()}'s key acts for no organisation.", "Leave the organisation out.").ToException();
        }
        OrganisationId id = Names.Organisation(text);
        return await organisations.GetAsync(id) is null ? throw OrganisationId.Unknown(id.Value).ToException() : id;
    }

    private static RpcException Unknown(string name) =>
        new Problem(0, "name", ProblemReason.KeyUnknown, $"There is no key {Problem.Quote(name)}.", "Give keys/ and the 16 characters after bmk_.").ToException();

    private static Key ToWire(KeyInfo info) => new()
    {
        Name = $"keys/{info.Id}",
        Role = (V1.Role)info.Role,
        Organisation = info.Organisation?.Name ?? "",
        CreateTime = Timestamp.FromDateTimeOffset(info.CreateTime),
        RevokeTime = info.RevokeTime is { } revoked ? Timestamp.FromDateTimeOffset(revoked) : null,
    };
}
