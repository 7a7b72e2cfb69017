using Benchmarking.Organisations;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Keys;

/// <summary>A key's record, without the key.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Organisation">The organisation it acts for: contributors and viewers only.</param>
/// <param name="CreateTime">When it was issued.</param>
/// <param name="RevokeTime">When it was revoked; null unless it was.</param>
/// <param name="ExpireTime">When it ends by itself; null when it holds until it is revoked.</param>
/// <param name="RotateTime">When it last got a new secret; null when it has its first.</param>
/// <param name="OverlapEndTime">Until when an earlier secret holds too; null when none did beyond its rotation.</param>
/// <param name="Body">The umbrella body it publishes for: publishers only.</param>
[GenerateSerializer, Immutable]
public sealed record KeyInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] Role Role,
    [property: Id(2)] OrganisationId? Organisation,
    [property: Id(3)] DateTimeOffset CreateTime,
    [property: Id(4)] DateTimeOffset? RevokeTime,
    [property: Id(5)] DateTimeOffset? ExpireTime = null,
    [property: Id(6)] DateTimeOffset? RotateTime = null,
    [property: Id(7)] DateTimeOffset? OverlapEndTime = null,
    [property: Id(8)] BodyId? Body = null)
{
    /// <summary>Whether the key holds at a time: it was not revoked, and its end has not come.</summary>
    public bool HoldsAt(DateTimeOffset now) => RevokeTime is null && !(ExpireTime <= now);

    /// <summary>The problem of a key that was never issued.</summary>
    public static Problem Unknown(string name) =>
        new(0, "name", ProblemReason.KeyUnknown, $"There is no key {Problem.Quote(name)}.", "Give keys/ and the 16 characters after bmk_.");

    /// <summary>The problem of a key that was revoked or has expired.</summary>
    public static Problem Ended(string id) =>
        new(0, "name", ProblemReason.KeyEnded, $"The key {id} was revoked or has expired.", "Issue another with `benchmarking keys issue`.");
}
