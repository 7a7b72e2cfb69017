using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Returns;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Services;

/// <summary>Releases over gRPC: reading what is published needs no key, and everything else the proof of a body.</summary>
internal sealed class ReleaseGrpcService(ReleaseGateway releases, DraftGateway drafts, ReleaseDownloads downloads) : ReleaseService.ReleaseServiceBase
{
    private const int LargestPart = 256 * 1024;

    /// <inheritdoc/>
    public override async Task<V1.Release> GetRelease(GetReleaseRequest request, ServerCallContext context)
    {
        (ReleaseId id, int? revision) = Names.Revision(request.Name);
        return (await releases.FindAsync(id, revision) ?? throw id.Unknown().ToException()).ToWire();
    }

    /// <inheritdoc/>
    public override async Task DownloadRelease(DownloadReleaseRequest request, IServerStreamWriter<DownloadReleaseResponse> responseStream, ServerCallContext context)
    {
        (ReleaseId id, int? revision) = Names.Revision(request.Name);
        DownloadFile file = (await downloads.FindAsync(id, revision, Names.Format(request.Format))).OrThrow();
        DownloadReleaseResponse part = new() { FileName = file.FileName, MediaType = file.MediaType, Size = file.Bytes.Length, Digest = file.Digest };
        for (int start = 0; start < file.Bytes.Length; start += LargestPart)
        {
            part.Data = UnsafeByteOperations.UnsafeWrap(file.Bytes.Slice(start, Math.Min(LargestPart, file.Bytes.Length - start)));
            await responseStream.WriteAsync(part, context.CancellationToken);
            part = new();
        }
    }

    /// <inheritdoc/>
    public override async Task<ListReleasesResponse> ListReleases(ListReleasesRequest request, ServerCallContext context)
    {
        (IReadOnlyList<Benchmarking.Releases.ReleaseHeadline> page, string next) = Pages.Of(await releases.ListAsync(), "releases", request.PageSize, request.PageToken);
        ListReleasesResponse response = new() { NextPageToken = next };
        response.Releases.AddRange(page.Select(ReleaseMapping.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<ListReleaseCalendarResponse> ListReleaseCalendar(ListReleaseCalendarRequest request, ServerCallContext context)
    {
        (IReadOnlyList<CalendarEntry> page, string next) = Pages.Of(await releases.CalendarAsync(), "calendar", request.PageSize, request.PageToken);
        ListReleaseCalendarResponse response = new() { NextPageToken = next };
        response.Entries.AddRange(page.Select(ReleaseMapping.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<ListReleaseUsesResponse> ListReleaseUses(ListReleaseUsesRequest request, ServerCallContext context)
    {
        OwnOrganisation own = context.Own(Names.Organisation(request.Parent));
        (IReadOnlyList<Benchmarking.Releases.ReleaseHeadline> page, string next) = Pages.Of(await releases.ListAsync(), "uses", request.PageSize, request.PageToken);
        ListReleaseUsesResponse response = new() { NextPageToken = next };
        foreach (Benchmarking.Releases.ReleaseHeadline headline in page)
        {
            if (await releases.FindUseAsync(own, headline) is { } use)
                response.Uses.Add(ToWire(use));
        }
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> GetReleaseDraft(GetReleaseDraftRequest request, ServerCallContext context) =>
        (await drafts.GetAsync(context.OwnBody(), Names.Release(request.Name))).OrThrow().ToWire();

    /// <inheritdoc/>
    public override async Task<ListReleaseDraftsResponse> ListReleaseDrafts(ListReleaseDraftsRequest request, ServerCallContext context)
    {
        OwnBody own = context.OwnBody();
        (IReadOnlyList<OwnRelease> page, string next) = Pages.Of(await drafts.ListAsync(own), $"{own.Id.Name}/drafts", request.PageSize, request.PageToken);
        ListReleaseDraftsResponse response = new() { NextPageToken = next };
        response.Drafts.AddRange(page.Select(DraftMapping.ToHead));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.Release> PreviewRelease(PreviewReleaseRequest request, ServerCallContext context)
    {
        OwnBody own = context.OwnBody();
        ReleaseId id = Names.Release(request.Name);
        Benchmarking.Releases.ReleaseContent content = (await drafts.PreviewAsync(own, id)).OrThrow();
        OwnRelease release = (await drafts.GetAsync(own, id)).OrThrow();
        return new() { Name = id.Name, State = (V1.ReleaseState)release.State, Content = content.ToWire() };
    }

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> CreateRelease(CreateReleaseRequest request, ServerCallContext context) =>
        (await drafts.CreateAsync(context.OwnBody(), request.ReleaseId, request.Content.ToDraft(), Names.Request(request.RequestId))).OrThrow().ToWire();

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> UpdateRelease(UpdateReleaseRequest request, ServerCallContext context) =>
        (await drafts.UpdateAsync(context.OwnBody(), Names.Release(request.Draft?.Name ?? ""), (request.Draft?.Content).ToDraft(), request.Draft?.Etag ?? "", Names.Request(request.RequestId)))
            .OrThrow().ToWire();

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> ScheduleRelease(ScheduleReleaseRequest request, ServerCallContext context)
    {
        OwnBody own = context.OwnBody();
        ReleaseId id = Names.Release(request.Name);
        Outcome<DateTimeOffset> time = LondonTime.Parse(request.PublishDate, request.PublishTimeOfDay);
        Outcome<string> reason = ReturnValidation.ReadReason(request.Reason);
        if (!time.IsAccepted || !reason.IsAccepted)
            throw time.Problems.AddRange(reason.Problems).ToException();
        return (await drafts.ScheduleAsync(own, id, time.Value, reason.Value, request.Etag, Names.Request(request.RequestId))).OrThrow().ToWire();
    }

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> PublishRelease(PublishReleaseRequest request, ServerCallContext context) =>
        (await drafts.PublishAsync(context.OwnBody(), Names.Release(request.Name), ReturnValidation.ReadReason(request.Reason).OrThrow(), request.Etag, Names.Request(request.RequestId)))
            .OrThrow().ToWire();

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> ReviseRelease(ReviseReleaseRequest request, ServerCallContext context) =>
        (await drafts.ReviseAsync(context.OwnBody(), Names.Release(request.Draft?.Name ?? ""), (request.Draft?.Content).ToDraft(),
            ReturnValidation.ReadReason(request.Reason).OrThrow(), request.Draft?.Etag ?? "", Names.Request(request.RequestId))).OrThrow().ToWire();

    /// <inheritdoc/>
    public override async Task<V1.ReleaseDraft> WithdrawRelease(WithdrawReleaseRequest request, ServerCallContext context) =>
        (await drafts.WithdrawAsync(context.OwnBody(), Names.Release(request.Name), ReturnValidation.ReadReason(request.Reason).OrThrow(), request.Etag, Names.Request(request.RequestId)))
            .OrThrow().ToWire();

    private static V1.ReleaseUse ToWire(Grains.Releases.ReleaseUse use)
    {
        V1.ReleaseUse wire = new() { Release = use.Release.ToWire() };
        wire.Tables.AddRange(use.Tables.Select(table => new V1.UsedTable { Edition = table.Edition, Measure = table.Measure.Name, Stage = table.Stage.ToWire() }));
        return wire;
    }
}
