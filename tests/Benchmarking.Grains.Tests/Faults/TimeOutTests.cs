using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A platform whose calls do not wait long. The time-outs are its own, so its clock is the system's.</summary>
public sealed class ImpatientSilo : PlatformSilo
{
    protected override TimeProvider Clock => TimeProvider.System;

    protected override TimeSpan ResponseTimeout => TimeSpan.FromSeconds(2);
}

/// <summary>A store that never answers: the caller is told in time, and what it sends again counts once, whatever became of the first.</summary>
public sealed class TimeOutTests(ImpatientSilo silo) : IClassFixture<ImpatientSilo>
{
    private static readonly Period Period = Period.TryParse("2025")!;

    [Theory]
    [InlineData("return.v1")]
    [InlineData("collection.v1")]
    public async Task A_submission_that_the_store_never_answers_times_out_and_counts_once_whatever_became_of_it(string state)
    {
        await silo.Periods.OpenAsync(Period);
        FaultKind[] ends = state == "return.v1" ? [FaultKind.None, FaultKind.BeforeCommit, FaultKind.AfterCommit] : [FaultKind.AfterCommit];
        await Task.WhenAll(ends.Select(end => TimeOutAsync(state, end)));
    }

    private async Task TimeOutAsync(string state, FaultKind end)
    {
        string id = $"m-{Guid.NewGuid():N}", request = Guid.NewGuid().ToString();
        OwnOrganisation own = await silo.AddMemberAsync(id);
        StorageFault fault = silo.Storage.Script(new(end, state, state == "return.v1" ? $"{id}/returns/2025" : "") { IsHeld = true });
        Task<Outcome<Return>> first = SubmitAsync(own, request);
        await fault.Reached;
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        // The repetition comes while the write still hangs: it waits behind it, or fails with it.
        Task<Outcome<Return>> second = SubmitAsync(own, request);
        fault.Release();
        try
        {
            Assert.Equal(1, (await second).Value.Revision);
        }
        catch (NotAcknowledgedException)
        {
            Assert.NotEqual(FaultKind.None, end);
        }
        Assert.Equal(1, (await SubmitAsync(own, request)).Value.Revision);
        Assert.Equal([1], (await silo.Returns.ListRevisionsAsync(own, Period)).Select(entry => entry.Revision));
    }

    private Task<Outcome<Return>> SubmitAsync(OwnOrganisation own, string request) => silo.Returns.WriteAsync(
        own, Period, ReturnState.Submitted, [new ReturnLine(MeasureId.TryParse("spd-01")!, Stage.Delivered, 1, 100)], "", "", request);
}
