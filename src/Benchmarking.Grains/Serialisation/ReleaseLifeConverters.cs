using System.Collections.Immutable;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct AnnouncementSurrogate([property: Id(0)] DateTimeOffset Time, [property: Id(1)] DateTimeOffset PublishTime, [property: Id(2)] string Reason);

[RegisterConverter]
internal sealed class AnnouncementConverter : IConverter<Announcement, AnnouncementSurrogate>
{
    public Announcement ConvertFromSurrogate(in AnnouncementSurrogate surrogate) => new(surrogate.Time, surrogate.PublishTime, surrogate.Reason);

    public AnnouncementSurrogate ConvertToSurrogate(in Announcement value) => new(value.Time, value.PublishTime, value.Reason);
}

[GenerateSerializer]
internal readonly record struct ReleaseRevisionSurrogate(
    [property: Id(0)] int Number, [property: Id(1)] DateTimeOffset PublishTime, [property: Id(2)] string Title, [property: Id(3)] string Reason, [property: Id(4)] string Digest);

[RegisterConverter]
internal sealed class ReleaseRevisionConverter : IConverter<ReleaseRevision, ReleaseRevisionSurrogate>
{
    public ReleaseRevision ConvertFromSurrogate(in ReleaseRevisionSurrogate surrogate) => new(surrogate.Number, surrogate.PublishTime, surrogate.Title, surrogate.Reason, surrogate.Digest);

    public ReleaseRevisionSurrogate ConvertToSurrogate(in ReleaseRevision value) => new(value.Number, value.PublishTime, value.Title, value.Reason, value.Digest);
}

[GenerateSerializer]
internal readonly record struct ReleaseWithdrawalSurrogate([property: Id(0)] DateTimeOffset Time, [property: Id(1)] string Reason);

[RegisterConverter]
internal sealed class ReleaseWithdrawalConverter : IConverter<ReleaseWithdrawal, ReleaseWithdrawalSurrogate>
{
    public ReleaseWithdrawal ConvertFromSurrogate(in ReleaseWithdrawalSurrogate surrogate) => new(surrogate.Time, surrogate.Reason);

    public ReleaseWithdrawalSurrogate ConvertToSurrogate(in ReleaseWithdrawal value) => new(value.Time, value.Reason);
}

[GenerateSerializer]
internal readonly record struct ReleaseLifeSurrogate(
    [property: Id(0)] ReleaseId Id,
    [property: Id(1)] string Title,
    [property: Id(2)] ImmutableArray<Announcement> Announcements,
    [property: Id(3)] ImmutableArray<ReleaseRevision> Revisions,
    [property: Id(4)] ReleaseWithdrawal? Withdrawal,
    [property: Id(5)] DateTimeOffset CreateTime,
    [property: Id(6)] DateTimeOffset UpdateTime,
    [property: Id(7)] long Version);

[RegisterConverter]
internal sealed class ReleaseLifeConverter : IConverter<ReleaseLife, ReleaseLifeSurrogate>
{
    public ReleaseLife ConvertFromSurrogate(in ReleaseLifeSurrogate surrogate) => new(surrogate.Id, surrogate.Title, surrogate.Announcements, surrogate.Revisions, surrogate.Withdrawal,
        surrogate.CreateTime, surrogate.UpdateTime, surrogate.Version);

    public ReleaseLifeSurrogate ConvertToSurrogate(in ReleaseLife value) => new(value.Id, value.Title, value.Announcements, value.Revisions, value.Withdrawal,
        value.CreateTime, value.UpdateTime, value.Version);
}
