using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Releases;
using Benchmarking.Grains.Storage;
using Benchmarking.Releases;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>Releases under every fault of the store: not acknowledged, and once when they are sent again; readers see a whole revision or none.</summary>
public sealed class ReleaseFaultTests(CutSilo silo) : IClassFixture<CutSilo>
{
    private static readonly FaultKind[] Kinds = [FaultKind.BeforeCommit, FaultKind.AfterCommit, FaultKind.VersionConflict, FaultKind.DiskFull];

    public static MatrixTheoryData<string, FaultKind> FaultsOfCreation { get; } = new(["release.v1", "index.v1"], Kinds);

    public static MatrixTheoryData<string, FaultKind> FaultsOfPublication { get; } = new(["release.v1", "releasepart.v1"], Kinds);

    private static string NewRequest() => Guid.NewGuid().ToString();

    private async Task<OwnBody> SignInAsync() =>
        (await silo.Keys.AuthenticateAsync((await silo.Keys.IssueAsync(Role.Publisher, null, body: BodyId.TryParse("a-body"))).Key))!.Body!;

    private static ReleaseDraft Draft(Period period, string title = "Title") => new(title, "A body", "", "Summary",
        [new("Heading", "", [new("Table", [$"{period.Name}/editions/1"], [new("spd-01", null)], ["all", "sector=local-authority"])])], "Methods", "Limits", [], []);

    [Theory, MemberData(nameof(FaultsOfCreation))]
    public async Task A_draft_whose_creation_meets_a_fault_is_there_once_when_it_is_sent_again(string state, FaultKind kind)
    {
        OwnBody own = await SignInAsync();
        string slug = $"d{Guid.NewGuid():N}", request = NewRequest();
        ReleaseDraft draft = Draft(Period.TryParse("2025")!);
        await NotAcknowledgedAsync(kind, state, () => silo.Drafts.CreateAsync(own, slug, draft, request));
        Assert.Equal(Etag.Of(1), (await silo.Drafts.CreateAsync(own, slug, draft, request)).Value.Etag);
        Assert.Equal(ProblemReason.AlreadyExists, Assert.Single((await silo.Drafts.CreateAsync(own, slug, draft, NewRequest())).Problems).Reason);
        Assert.Single(await silo.Drafts.ListAsync(own), release => release.Id.Value.EndsWith(slug, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(FaultsOfPublication))]
    public async Task A_publication_and_a_revision_that_meet_a_fault_are_whole_or_not_there_and_once_when_sent_again(string state, FaultKind kind)
    {
        OwnBody own = await SignInAsync();
        Period period = await silo.PrepareAsync(1);
        ReleaseId id = (await silo.Drafts.CreateAsync(own, $"p{Guid.NewGuid():N}", Draft(period), "")).Value.Id;
        bool isStored = state == "release.v1" && kind == FaultKind.AfterCommit;
        string request = NewRequest();
        await NotAcknowledgedAsync(kind, state, () => silo.Drafts.PublishAsync(own, id, "now", "", request));
        Assert.Equal(isStored, await silo.Releases.FindAsync(id, null) is not null);
        Assert.Single((await silo.Drafts.PublishAsync(own, id, "now", "", request)).Value.Revisions);

        string second = NewRequest();
        await NotAcknowledgedAsync(kind, state, () => silo.Drafts.ReviseAsync(own, id, Draft(period, "Other"), "wrong title", "", second));
        Assert.Equal(isStored ? "Other" : "Title", (await silo.Releases.FindAsync(id, null))!.Content!.Title);
        Assert.Equal(2, (await silo.Drafts.ReviseAsync(own, id, Draft(period, "Other"), "wrong title", "", second)).Value.Revisions.Length);
        Release first = (await silo.Releases.FindAsync(id, 1))!, latest = (await silo.Releases.FindAsync(id, null))!;
        Assert.Equal(("Title", "Other", 2), (first.Content!.Title, latest.Content!.Title, latest.Content.Sections[0].Tables[0].Rows.Length));
    }

    [Fact]
    public async Task A_content_that_is_not_there_or_is_not_what_was_stored_is_a_fault_of_the_store()
    {
        OwnBody own = await SignInAsync();
        ReleaseId id = (await silo.Drafts.CreateAsync(own, $"f{Guid.NewGuid():N}", Draft(await silo.PrepareAsync(1)), "")).Value.Id;
        using ReleaseArchive archive = new(silo.Grains);
        string digest = await archive.PutAsync(id, (await silo.Drafts.PreviewAsync(own, id)).Value);
        Assert.Equal("Title", (await archive.GetAsync(id, digest)).Title);
        ReleasePart outline = (await Part(digest).GetAsync())!, rows = (await Part($"{digest}/rows/0").GetAsync())!;
        string missing = new('0', 64), cut = new('1', 64), other = new('2', 64);
        await Part(cut).PutAsync(outline);
        await Part(other).PutAsync(outline);
        await Part($"{other}/rows/0").PutAsync(rows);
        foreach (string damaged in (string[])[missing, cut, other])
            await Assert.ThrowsAsync<ReleaseDamagedException>(() => archive.GetAsync(id, damaged));

        IReleasePartGrain Part(string name) => silo.Grains.GetGrain<IReleasePartGrain>($"{id.Name}/contents/{name}");
    }

    private async Task NotAcknowledgedAsync(FaultKind kind, string state, Func<Task> call)
    {
        StorageFault fault = silo.Storage.Script(new(kind, state));
        await Assert.ThrowsAsync<NotAcknowledgedException>(call);
        Assert.True(fault.IsReached);
    }
}
