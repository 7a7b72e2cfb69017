using System.Security.Cryptography;
using System.Text;
using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

internal sealed class FakeReleases(FakeServer server) : ReleaseService.ReleaseServiceBase
{
    /// <summary>The content of a file; it comes in two parts.</summary>
    public static byte[] ContentOf(string name, DownloadFormat format) => Encoding.UTF8.GetBytes($"{name} as {format}");

    public override Task<Release> GetRelease(GetReleaseRequest request, ServerCallContext context)
    {
        server.Answer(context);
        server.ReleasesAsked.Add(request.Name);
        return Task.FromResult(Replies.Release);
    }

    public override Task<ListReleaseDraftsResponse> ListReleaseDrafts(ListReleaseDraftsRequest request, ServerCallContext context)
    {
        server.Answer(context);
        // In two pages, so that both must be fetched.
        return Task.FromResult(request.PageToken.Length == 0
            ? new ListReleaseDraftsResponse { Drafts = { DraftOf("releases/a-body.first", "First", ReleaseState.Draft) }, NextPageToken = "more" }
            : new ListReleaseDraftsResponse { Drafts = { DraftOf("releases/a-body.second", "Second", ReleaseState.Published) } });
    }

    public override Task<Release> PreviewRelease(PreviewReleaseRequest request, ServerCallContext context) => Change(request, context, Replies.Release);

    public override Task<ReleaseDraft> CreateRelease(CreateReleaseRequest request, ServerCallContext context) =>
        Change(request, context, DraftOf($"releases/a-body.{request.ReleaseId}", request.Content.Title, ReleaseState.Draft));

    public override Task<ReleaseDraft> UpdateRelease(UpdateReleaseRequest request, ServerCallContext context) =>
        Change(request, context, DraftOf(request.Draft.Name, request.Draft.Content.Title, ReleaseState.Draft));

    public override Task<ReleaseDraft> ScheduleRelease(ScheduleReleaseRequest request, ServerCallContext context) =>
        Change(request, context, DraftOf(request.Name, "Satisfaction", ReleaseState.Scheduled));

    public override Task<ReleaseDraft> PublishRelease(PublishReleaseRequest request, ServerCallContext context) =>
        Change(request, context, DraftOf(request.Name, "Satisfaction", ReleaseState.Published));

    public override Task<ReleaseDraft> ReviseRelease(ReviseReleaseRequest request, ServerCallContext context) =>
        Change(request, context, DraftOf(request.Draft.Name, request.Draft.Content.Title, ReleaseState.Published));

    public override Task<ReleaseDraft> WithdrawRelease(WithdrawReleaseRequest request, ServerCallContext context) =>
        Change(request, context, DraftOf(request.Name, "Satisfaction", ReleaseState.Withdrawn));

    private Task<T> Change<T>(IMessage request, ServerCallContext context, T answer)
    {
        server.ReleaseChanges.Add(request);
        server.Answer(context);
        return Task.FromResult(answer);
    }

    private static ReleaseDraft DraftOf(string name, string title, ReleaseState state)
    {
        ReleaseDraft draft = new() { Name = name, State = state, Content = new() { Title = title }, Etag = "v3", UpdateTime = At(1, 12, 0) };
        if (state == ReleaseState.Draft) return draft;
        draft.PublishTime = At(4, 8, 30);
        draft.History.Add(new ReleaseRevision { Revision = 1, Title = title, PublishTime = draft.PublishTime });
        return draft;
    }

    private static Timestamp At(int day, int hour, int minute) => Timestamp.FromDateTime(new(2026, 6, day, hour, minute, 0, DateTimeKind.Utc));

    public override async Task DownloadRelease(DownloadReleaseRequest request, IServerStreamWriter<DownloadReleaseResponse> responseStream, ServerCallContext context)
    {
        server.Downloaded.Add(request);
        byte[] bytes = ContentOf(request.Name, request.Format);
        DownloadReleaseResponse first = new()
        {
            FileName = $"{request.Format}.bin".ToLowerInvariant(),
            Size = bytes.Length,
            Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Data = ByteString.CopyFrom(bytes.AsSpan(0, 5)),
        };
        server.Spoil(first);
        await responseStream.WriteAsync(first);
        await responseStream.WriteAsync(new() { Data = ByteString.CopyFrom(bytes.AsSpan(5)) });
    }
}
