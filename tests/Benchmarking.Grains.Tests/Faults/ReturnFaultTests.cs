using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A submission under every fault of the store: it is told as not acknowledged, and sent again it counts once.</summary>
public sealed class ReturnFaultTests(PlatformSilo silo) : IClassFixture<PlatformSilo>
{
    private static readonly Period Period = Period.TryParse("2025")!;

    // Every record that a submission writes, under every fault.
    public static MatrixTheoryData<string, FaultKind> Faults { get; } = new(["return.v1", "collection.v1"],
        [FaultKind.BeforeCommit, FaultKind.AfterCommit, FaultKind.VersionConflict, FaultKind.DiskFull]);

    [Theory, MemberData(nameof(Faults))]
    public async Task A_submission_that_meets_a_fault_is_not_acknowledged_and_counts_once_when_it_is_sent_again(string state, FaultKind kind)
    {
        OwnOrganisation own = await AddMemberAsync();
        string request = Guid.NewGuid().ToString();
        StorageFault fault = silo.Storage.Script(new(kind, state));
        NotAcknowledgedException refusal = await Assert.ThrowsAsync<NotAcknowledgedException>(() => SubmitAsync(own, 1, request));
        Assert.True(fault.IsReached);
        Assert.DoesNotContain("secrets", refusal.ToString(), StringComparison.Ordinal);
        await CountsOnceAsync(own, 1, request, revision: 1);
    }

    [Theory]
    [InlineData(FaultKind.BeforeCommit)]
    [InlineData(FaultKind.AfterCommit)]
    [InlineData(FaultKind.VersionConflict)]
    public async Task A_correction_that_meets_a_fault_leaves_the_return_as_it_was_or_as_it_became_and_counts_once(FaultKind kind)
    {
        OwnOrganisation own = await AddMemberAsync();
        Return before = (await SubmitAsync(own, 1, "")).Value;
        string request = Guid.NewGuid().ToString();
        silo.Storage.Script(new(kind, "return.v1"));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => SubmitAsync(own, 2, request, before.Etag));
        Assert.Equal(kind == FaultKind.AfterCommit ? 2 : 1, (await silo.Returns.GetAsync(own, Period))!.Revision);
        await CountsOnceAsync(own, 2, request, revision: 2, before.Etag);
    }

    [Fact]
    public async Task A_submission_is_not_acknowledged_while_its_write_is_under_way()
    {
        OwnOrganisation own = await AddMemberAsync();
        StorageFault slow = silo.Storage.Script(new(FaultKind.None, "return.v1") { IsHeld = true });
        Task<Outcome<Return>> submission = SubmitAsync(own, 1, Guid.NewGuid().ToString());
        await slow.Reached;
        Assert.False(submission.IsCompleted);
        slow.Release();
        Assert.Equal(1, (await submission).Value.Revision);
    }

    [Theory]
    [InlineData("return.v1")]
    [InlineData("collection.v1")]
    public async Task A_return_that_cannot_be_read_is_a_store_that_does_not_answer(string state)
    {
        OwnOrganisation own = await AddMemberAsync();
        await silo.RestartAsync();
        string request = Guid.NewGuid().ToString();
        silo.Storage.Script(new(FaultKind.Unreadable, state));
        // The server tells it as UNAVAILABLE, as it does every failure of the silo's own, and none of its words.
        await Assert.ThrowsAsync<OrleansException>(() => SubmitAsync(own, 1, request));
        await CountsOnceAsync(own, 1, request, revision: 1);
    }

    private async Task<OwnOrganisation> AddMemberAsync()
    {
        await silo.Periods.OpenAsync(Period);
        return await silo.AddMemberAsync($"m-{Guid.NewGuid():N}");
    }

    private Task<Outcome<Return>> SubmitAsync(OwnOrganisation own, int jobs, string request, string etag = "") => silo.Returns.WriteAsync(
        own, Period, ReturnState.Submitted, [new ReturnLine(MeasureId.TryParse("spd-01")!, Stage.Delivered, jobs, 100)], "", etag, request);

    // Twice more: the answer is the same, and the history, the lines and the roster have it once.
    private async Task CountsOnceAsync(OwnOrganisation own, int jobs, string request, int revision, string etag = "")
    {
        Outcome<Return> again = await SubmitAsync(own, jobs, request, etag);
        Assert.Equal((ReturnState.Submitted, revision), (again.Value.State, again.Value.Revision));
        Assert.Equal(again.Value.Etag, (await SubmitAsync(own, jobs, request, etag)).Value.Etag);
        ImmutableArray<ReturnRevision> history = await silo.Returns.ListRevisionsAsync(own, Period);
        Assert.Equal(Enumerable.Range(1, revision).Reverse(), history.Select(entry => entry.Revision));
        Assert.Equal(jobs, Assert.Single((await silo.Returns.GetAsync(own, Period))!.Lines).Numerator);
        CollectionRecord stored = (await silo.ReadStoredAsync<CollectionRecord>("collection.v1", Period.Name)).State!;
        Assert.Single(stored.Roster, own.Id.Value);
    }
}
