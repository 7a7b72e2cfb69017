using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Releases;

/// <summary>A scheduled release under the fake clock: not a tick early through any door, and there at its minute, also across a restart.</summary>
public sealed class EmbargoTests
{
    private const string Name = "releases/a-body.spending";

    // Half past nine in London in summer.
    private static readonly DateTimeOffset PublishTime = new(2026, 6, 4, 8, 30, 0, TimeSpan.Zero);

    private static async Task<Api> ScheduleAsync(TestServer server)
    {
        await server.Steward.FillAsync();
        Api publisher = await server.SignInAsync(Role.Publisher, body: "a-body");
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "spending", Content = ReleaseSector.Draft() });
        ReleaseDraft scheduled = await publisher.Releases.ScheduleReleaseAsync(new() { Name = Name, PublishDate = "2026-06-04" });
        Assert.Equal((ReleaseState.Scheduled, PublishTime), (scheduled.State, scheduled.PublishTime.ToDateTimeOffset()));
        return publisher;
    }

    // Everything that anyone but the publisher can ask of releases, whoever asks.
    private static async Task<RawAnswer[]> EverythingAsync(Api caller, string name)
    {
        List<RawAnswer> answers = [];
        foreach (MethodDescriptor call in ReleaseService.Descriptor.Methods.Where(call => call.Name is not "ListReleaseCalendar"))
        {
            string[] requests = call.Name switch
            {
                "GetRelease" => [$$"""{ "name": "{{name}}" }""", $$"""{ "name": "{{name}}/revisions/1" }""", $$"""{ "name": "{{name}}/revisions/2" }"""],
                "DownloadRelease" => [.. ((string[])["", "/revisions/1", "/revisions/2"]).SelectMany(revision => Enum.GetValues<DownloadFormat>().Select(format =>
                    $$"""{ "name": "{{name}}{{revision}}", "format": {{(int)format}} }"""))],
                "ListReleaseUses" => ["""{ "parent": "organisations/m01" }"""],
                "CreateRelease" => [],
                "UpdateRelease" or "ReviseRelease" => [$$"""{ "draft": { "name": "{{name}}", "content": { "title": "x" } } }"""],
                "ListReleases" or "ListReleaseDrafts" => ["{}"],
                _ => [$$"""{ "name": "{{name}}" }"""],
            };
            foreach (string request in requests)
                answers.Add(await RawCall.SendAsync(caller, call, JsonParser.Default.Parse(request, call.InputType)));
        }
        return [.. answers.Select(answer => answer with { Everything = answer.Everything.Replace(name["releases/".Length..], "@", StringComparison.Ordinal) })];
    }

    [Fact]
    public async Task A_tick_early_it_is_to_everyone_else_as_if_it_did_not_exist_and_at_its_minute_it_is_there()
    {
        await using TestServer server = await TestServer.StartAsync();
        Api publisher = await ScheduleAsync(server);
        // One that was only drafted, and one that never was, with names of the same length.
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "drafting", Content = ReleaseSector.Draft("Secret title") });
        Api[] others =
        [
            server.Anonymous, server.Steward, await server.SignInAsync(Role.Analyst), await server.SignInAsync(Role.Contributor, "organisations/m01"),
            await server.SignInAsync(Role.Viewer, "organisations/m01"), await server.SignInAsync(Role.Publisher, body: "b-body"), await server.SignInAsync(Role.Publisher),
        ];
        server.JumpTo(PublishTime.AddTicks(-1));
        foreach (Api other in others)
        {
            RawAnswer[] absent = await EverythingAsync(other, "releases/a-body.nothing1");
            Assert.Equal(absent, await EverythingAsync(other, Name));
            Assert.Equal(absent, await EverythingAsync(other, "releases/a-body.drafting"));
            Assert.Contains(absent, answer => answer.Reason == "RELEASE_UNKNOWN");
        }
        // What is announced is public, and nothing of the content.
        ReleaseCalendarEntry entry = Assert.Single((await server.Anonymous.Releases.ListReleaseCalendarAsync(new())).Entries);
        Assert.Equal(("Local spending", ReleaseState.Scheduled, PublishTime), (entry.Title, entry.State, entry.PublishTime.ToDateTimeOffset()));
        Assert.DoesNotContain("fifty-six", entry.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain((await publisher.Releases.GetReleaseDraftAsync(new() { Name = Name })).History[0].Digest, entry.ToString(), StringComparison.Ordinal);

        server.Clock.SetUtcNow(PublishTime);
        Release release = await server.Anonymous.Releases.GetReleaseAsync(new() { Name = Name });
        Assert.Equal((1, ReleaseState.Published), (release.Revision, release.State));
        Benchmark councils = release.Content.Sections[0].Tables[0].Rows[1].Benchmark;
        Assert.Equal(await server.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025/editions/1", Measure = "measures/spd-01", Cohort = "sector=local-authority" }), councils);
        Assert.Equal(Name, Assert.Single((await server.Anonymous.Releases.ListReleasesAsync(new())).Releases).Release);
        foreach (Api other in others)
            Assert.Equal(release, await other.Releases.GetReleaseAsync(new() { Name = Name }));
    }

    [Fact]
    public async Task Stopped_before_its_time_and_started_after_it_the_release_is_there_and_gives_the_same_bytes_ever_after()
    {
        using TemporaryDirectory directory = new();
        await using (TestServer first = await TestServer.StartAsync(directory))
        {
            await ScheduleAsync(first);
            first.JumpTo(PublishTime.AddTicks(-1));
            (await Refused.ByAsync(first.Anonymous.Releases.GetReleaseAsync(new() { Name = Name }))).Is(StatusCode.NotFound, "RELEASE_UNKNOWN");
        }
        await using (TestServer early = await TestServer.StartAtAsync(directory, PublishTime.AddTicks(-1)))
            (await Refused.ByAsync(early.Anonymous.Releases.GetReleaseAsync(new() { Name = Name }))).Is(StatusCode.NotFound, "RELEASE_UNKNOWN");
        byte[] bytes;
        await using (TestServer second = await TestServer.StartAtAsync(directory, PublishTime))
            bytes = (await second.Anonymous.Releases.GetReleaseAsync(new() { Name = Name })).ToByteArray();
        await using TestServer later = await TestServer.StartAtAsync(directory, PublishTime.AddYears(10));
        Assert.Equal(bytes, (await later.Anonymous.Releases.GetReleaseAsync(new() { Name = Name })).ToByteArray());
    }
}
