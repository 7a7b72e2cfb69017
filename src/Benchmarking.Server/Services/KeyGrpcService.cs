using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Releases;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Enum = System.Enum;
using Role = Benchmarking.Grains.Keys.Role;

namespace Benchmarking.Server.Services;

/// <summary>Keys over gRPC.</summary>
internal sealed class KeyGrpcService(KeyRing keys, OrganisationGateway organisations, TimeProvider clock) : KeyService.KeyServiceBase
{
    /// <inheritdoc/>
    public override async Task<IssueKeyResponse> IssueKey(IssueKeyRequest request, ServerCallContext context)
    {
        Role role = (Role)request.Role;
        if (!Enum.IsDefined(role))
            throw new Problem(0, "role", ProblemReason.FieldRequired, "The role is missing or unknown.", "Give contributor, viewer, publisher, analyst or steward.").ToException();
        OrganisationId? organisation = await ReadOrganisationAsync(role, request.Organisation);
        BodyId? body = ReadBody(role, request.Body);
        DateTimeOffset? expireTime = Times.Future(request.ExpireTime, "expire_time", clock.GetUtcNow());
        (KeyInfo info, string key) = await keys.IssueAsync(role, organisation, expireTime, body);
        return new() { Key = ToWire(info, lastUse: null), Secret = key };
    }

    /// <inheritdoc/>
    public override async Task<RotateKeyResponse> RotateKey(RotateKeyRequest request, ServerCallContext context)
    {
        TimeSpan overlap = Times.UpTo(KeyRing.LongestOverlap, request.Overlap, "overlap");
        (KeyInfo info, string key) = (await keys.RotateAsync(Names.Key(request.Name), overlap)).OrThrow();
        return new() { Key = await ToWireAsync(info), Secret = key };
    }

    /// <inheritdoc/>
    public override async Task<Key> GetKey(GetKeyRequest request, ServerCallContext context) =>
        await ToWireAsync(await keys.GetAsync(Names.Key(request.Name)) ?? throw KeyInfo.Unknown(request.Name).ToException());

    /// <inheritdoc/>
    public override async Task<Key> RevokeKey(RevokeKeyRequest request, ServerCallContext context) =>
        await ToWireAsync(await keys.RevokeAsync(Names.Key(request.Name)) ?? throw KeyInfo.Unknown(request.Name).ToException());

    private async Task<OrganisationId?> ReadOrganisationAsync(Role role, string text)
    {
        if (!KeyRing.ActsForOrganisation(role))
        {
            return text.Length == 0 ? null : throw new Problem(0, "organisation", ProblemReason.IdentifierMalformed,
                $"A {role.ToString().ToLowerInvariant()}'s key acts for no organisation.", "Leave the organisation out.").ToException();
        }
        OrganisationId id = Names.Organisation(text);
        StoredOrganisation stored = await organisations.GetAsync(id) ?? throw OrganisationId.Unknown(id.Value).ToException();
        return stored.Withdrawal is null ? id : throw OrganisationId.Withdrawn(id.Value).ToException();
    }

    private static BodyId? ReadBody(Role role, string text)
    {
        if (text.Length == 0)
            return null;
        return role == Role.Publisher
            ? BodyId.TryParse(text) ?? throw BodyId.Malformed(text).ToException()
            : throw new Problem(0, "body", ProblemReason.IdentifierMalformed, $"A {role.ToString().ToLowerInvariant()}'s key publishes for no body.", "Leave the body out.").ToException();
    }

    private async Task<Key> ToWireAsync(KeyInfo info) => ToWire(info, await keys.GetLastUseAsync(info.Id));

    private static Key ToWire(KeyInfo info, DateTimeOffset? lastUse) => new()
    {
        Name = $"keys/{info.Id}",
        Role = (V1.Role)info.Role,
        Organisation = info.Organisation?.Name ?? "",
        Body = info.Body?.Name ?? "",
        CreateTime = Timestamp.FromDateTimeOffset(info.CreateTime),
        RevokeTime = ToWire(info.RevokeTime),
        ExpireTime = ToWire(info.ExpireTime),
        RotateTime = ToWire(info.RotateTime),
        OverlapEndTime = ToWire(info.OverlapEndTime),
        LastUseTime = ToWire(lastUse),
    };

    private static Timestamp? ToWire(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
