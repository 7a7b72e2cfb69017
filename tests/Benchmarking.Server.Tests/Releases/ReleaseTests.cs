using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Releases;

/// <summary>A release's life over the wire.</summary>
public sealed class ReleaseTests(ReleaseTests.Fixture fixture) : IClassFixture<ReleaseTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public Api Publisher { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await Steward.FillAsync();
            Publisher = await Server.SignInAsync(Role.Publisher, body: "a-body");
        }
    }

    private ReleaseService.ReleaseServiceClient Releases => fixture.Publisher.Releases;

    private async Task<ReleaseDraft> PublishAsync(string id)
    {
        await Releases.CreateReleaseAsync(new() { ReleaseId = id, Content = ReleaseSector.Draft() });
        return await Releases.PublishReleaseAsync(new() { Name = $"releases/a-body.{id}", Reason = "asked for today" });
    }

    [Fact]
    public async Task A_revision_shows_its_reason_and_keeps_the_earlier_bytes()
    {
        string name = (await PublishAsync("revised")).Name;
        Release first = await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = name });
        (await Refused.ByAsync(Releases.ReviseReleaseAsync(new() { Draft = new() { Name = name, Content = ReleaseSector.Draft() } }))).Is(StatusCode.InvalidArgument, "FIELD_REQUIRED");
        await Releases.ReviseReleaseAsync(new() { Draft = new() { Name = name, Content = ReleaseSector.Draft("Local spending, corrected") }, Reason = "the title was wrong" });
        Release latest = await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = name });
        Assert.Equal((2, "Local spending, corrected"), (latest.Revision, latest.Content.Title));
        Assert.Equal(["asked for today", "the title was wrong"], latest.History.Select(revision => revision.Reason));
        Release earlier = await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = $"{name}/revisions/1" });
        Assert.Equal(first.Content.ToByteArray(), earlier.Content.ToByteArray());
        Assert.Equal(first.Digest, earlier.Digest);
        Assert.NotEqual(first.Digest, latest.Digest);
    }

    [Fact]
    public async Task What_is_published_takes_no_other_draft()
    {
        string name = (await PublishAsync("immutable")).Name;
        (await Refused.ByAsync(Releases.UpdateReleaseAsync(new() { Draft = new() { Name = name, Content = ReleaseSector.Draft("Other") } }))).Is(StatusCode.FailedPrecondition, "RELEASE_STATE_WRONG");
        (await Refused.ByAsync(Releases.ScheduleReleaseAsync(new() { Name = name, PublishDate = "2026-06-04" }))).Is(StatusCode.FailedPrecondition, "RELEASE_STATE_WRONG");
    }

    [Fact]
    public async Task A_withdrawn_release_keeps_its_title_and_reason_and_gives_no_figure()
    {
        string name = (await PublishAsync("withdrawn")).Name;
        await Releases.WithdrawReleaseAsync(new() { Name = name, Reason = "wrong cohort" });
        Release release = await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = name });
        Assert.Equal((ReleaseState.Withdrawn, "wrong cohort", null), (release.State, release.WithdrawReason, release.Content));
        Assert.Null((await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = $"{name}/revisions/1" })).Content);
    }

    [Fact]
    public async Task Of_two_publishers_who_change_the_same_draft_one_is_told_to_read_it_again()
    {
        ReleaseDraft draft = await Releases.CreateReleaseAsync(new() { ReleaseId = "contended", Content = ReleaseSector.Draft() });
        Api colleague = await fixture.Server.SignInAsync(Role.Publisher, body: "a-body");
        Task<ReleaseDraft>[] updates = [.. ((Api[])[fixture.Publisher, colleague]).Select((api, index) => api.Releases.UpdateReleaseAsync(
            new() { Draft = new() { Name = draft.Name, Etag = draft.Etag, Content = ReleaseSector.Draft($"Title {index}") } }).ResponseAsync)];
        await Task.WhenAll(updates.Select(update => update.ContinueWith(_ => { }, TaskScheduler.Default)));
        Task<ReleaseDraft> lost = Assert.Single(updates, update => update.IsFaulted);
        (await Refused.ByAsync(() => lost)).Is(StatusCode.Aborted, "ETAG_MISMATCH");
    }

    [Fact]
    public async Task The_same_request_has_one_effect_and_another_under_its_id_is_refused()
    {
        string id = Guid.NewGuid().ToString();
        CreateReleaseRequest create = new() { ReleaseId = "repeated", Content = ReleaseSector.Draft(), RequestId = id };
        Assert.Equal((await Releases.CreateReleaseAsync(create)).Etag, (await Releases.CreateReleaseAsync(create)).Etag);
        (await Refused.ByAsync(Releases.CreateReleaseAsync(new(create) { Content = ReleaseSector.Draft("Other") }))).Is(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
        (await Refused.ByAsync(Releases.CreateReleaseAsync(new(create) { RequestId = "" }))).Is(StatusCode.AlreadyExists, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task A_preview_is_what_readers_will_get_and_every_problem_of_a_draft_comes_at_once()
    {
        ReleaseDraft draft = await Releases.CreateReleaseAsync(new() { ReleaseId = "previewed", Content = ReleaseSector.Draft() });
        Release preview = await Releases.PreviewReleaseAsync(new() { Name = draft.Name });
        await Releases.PublishReleaseAsync(new() { Name = draft.Name, Reason = "asked for today" });
        Assert.Equal(preview.Content, (await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = draft.Name })).Content);

        DraftContent wrong = ReleaseSector.Draft();
        wrong.Sections[0].Tables.Add(new DraftTable { Title = "Wrong", Editions = { "periods/2025/editions/9" }, Measures = { new DraftMeasure { Measure = "none" } }, Cohorts = { "region=atlantis" } });
        wrong.Sections[0].Tables.Add(new DraftTable { Title = "Wrong", Editions = { "periods/2025" }, Measures = { new DraftMeasure { Measure = "spd-01", Stage = Stage.Unstaged } } });
        await Releases.CreateReleaseAsync(new() { ReleaseId = "wrong", Content = wrong });
        Refused refused = (await Refused.ByAsync(Releases.PublishReleaseAsync(new() { Name = "releases/a-body.wrong", Reason = "now" }))).Is(StatusCode.InvalidArgument, "EDITION_UNKNOWN");
        Assert.Equal(["sections[1].tables[2].editions", "sections[1].tables[2].measures", "sections[1].tables[3].measures"], refused.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task A_members_list_has_the_releases_that_its_own_figures_went_into()
    {
        string name = (await PublishAsync("used")).Name;
        Api member = await fixture.Server.SignInAsync(Role.Viewer, "organisations/m01");
        ReleaseUse use = (await member.Releases.ListReleaseUsesAsync(new() { Parent = "organisations/m01" })).Uses.Single(use => use.Release.Release == name);
        Assert.Equal(("periods/2025/editions/1", "measures/spd-01", Stage.Delivered), (use.Tables[0].Edition, use.Tables[0].Measure, use.Tables[0].Stage));
        // One that returned nothing has none.
        Api silent = await fixture.Server.SignInAsync(Role.Contributor, "organisations/m24");
        Assert.Empty((await silent.Releases.ListReleaseUsesAsync(new() { Parent = "organisations/m24" })).Uses);
    }

    [Fact]
    public async Task A_publishers_key_without_a_body_reads_and_does_not_publish()
    {
        Api older = await fixture.Server.SignInAsync(Role.Publisher);
        await older.Releases.ListReleasesAsync(new());
        (await Refused.ByAsync(older.Releases.CreateReleaseAsync(new() { ReleaseId = "mine", Content = ReleaseSector.Draft() }))).Is(StatusCode.PermissionDenied, "BODY_MISSING");
    }

    [Fact]
    public async Task Hostile_names_and_texts_are_refused()
    {
        foreach (string name in (string[])["", "releases/", "releases/a-body", "releases/a-body.x/revisions/0x1", "releases/../a.b", "releases/a-body.\u202E"])
            Assert.Equal(StatusCode.InvalidArgument, (await Refused.ByAsync(Releases.GetReleaseAsync(new() { Name = name }))).Code);
        (await Refused.ByAsync(Releases.CreateReleaseAsync(new() { ReleaseId = "formula", Content = ReleaseSector.Draft("=1+1") }))).Is(StatusCode.InvalidArgument, "TEXT_UNSAFE");
        (await Refused.ByAsync(Releases.CreateReleaseAsync(new() { ReleaseId = "b-body.x", Content = ReleaseSector.Draft() }))).Is(StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED");
    }

    [Fact]
    public async Task A_release_whose_edition_is_withdrawn_says_so_and_a_draft_cannot_use_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.FillAsync();
        Api publisher = await server.SignInAsync(Role.Publisher, body: "a-body");
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "noticed", Content = ReleaseSector.Draft() });
        await publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.noticed", Reason = "now" });
        await server.Steward.Editions.WithdrawEditionAsync(new() { Name = "periods/2025/editions/1", Reason = "wrong unit" });
        Release release = await server.Anonymous.Releases.GetReleaseAsync(new() { Name = "releases/a-body.noticed" });
        Assert.Equal(("periods/2025/editions/1", "wrong unit"), (Assert.Single(release.Notices).Edition, release.Notices[0].Reason));
        Assert.NotNull(release.Content);
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "late", Content = ReleaseSector.Draft() });
        (await Refused.ByAsync(publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.late", Reason = "now" }))).Is(StatusCode.FailedPrecondition, "EDITION_WITHDRAWN");
    }

    [Fact]
    public async Task On_a_day_of_a_campaign_that_the_settings_name_nothing_is_published()
    {
        await using TestServer server = await TestServer.StartWithAsync("--Benchmarking:PreElectionPeriods:0:Name", "local elections",
            "--Benchmarking:PreElectionPeriods:0:First", "2026-01-01", "--Benchmarking:PreElectionPeriods:0:Last", "2026-02-28");
        await server.Steward.FillAsync();
        Api publisher = await server.SignInAsync(Role.Publisher, body: "a-body");
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "r", Content = ReleaseSector.Draft() });
        (await Refused.ByAsync(publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.r", Reason = "now" }))).Is(StatusCode.FailedPrecondition, "PRE_ELECTION_PERIOD");
        Refused refused = (await Refused.ByAsync(publisher.Releases.ScheduleReleaseAsync(new() { Name = "releases/a-body.r", PublishDate = "2026-02-28" }))).Is(StatusCode.FailedPrecondition, "PRE_ELECTION_PERIOD");
        Assert.Contains("2026-03-01", refused.Remedy, StringComparison.Ordinal);
    }
}
