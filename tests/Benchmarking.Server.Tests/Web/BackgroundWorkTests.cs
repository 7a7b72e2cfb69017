using Benchmarking.Grains.Keys;
using Benchmarking.Server.Web.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Work that forms began: how much of it is held in memory.</summary>
public sealed class BackgroundWorkTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    [Fact]
    public async Task Ones_work_leaves_room_for_anothers_and_what_has_ended_makes_room()
    {
        BackgroundWork work = new(fixture.Server.Clock, NullLogger<BackgroundWork>.Instance);
        (Caller one, Caller other) = (await CallerAsync(fixture.ContributorKey), await CallerAsync(fixture.ViewerKey));
        TaskCompletionSource<IReadOnlyList<V1.Problem>> end = new();
        string?[] begun = [.. Enumerable.Range(0, 11).Select(i => work.Begin(one, "Work", _ => end.Task))];
        Assert.Equal(10, begun.Count(id => id is not null));
        Assert.NotNull(work.Begin(other, "Work", _ => end.Task));
        end.SetResult([]);
        await EndAsync(work, one, begun[0]!);
        Assert.NotNull(work.Begin(one, "Work", _ => end.Task));
    }

    [Fact]
    public async Task Of_many_problems_those_are_kept_that_a_page_shows_with_how_many_there_were()
    {
        BackgroundWork work = new(fixture.Server.Clock, NullLogger<BackgroundWork>.Instance);
        Caller caller = await CallerAsync(fixture.ContributorKey);
        V1.Problem[] problems = [.. Enumerable.Range(1, 3_000).Reverse().Select(line => new V1.Problem { Line = line })];
        WorkProgress ended = await EndAsync(work, caller, work.Begin(caller, "Work", _ => Task.FromResult<IReadOnlyList<V1.Problem>>(problems))!);
        Assert.Equal((3_000, 1_000), (ended.ProblemCount, ended.Problems.Count));
        Assert.Equal(Enumerable.Range(1, 1_000).Select(line => (long)line), ended.Problems.Select(problem => problem.Line));
    }

    private static async Task<WorkProgress> EndAsync(BackgroundWork work, Caller caller, string id)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(TimeSpan.FromMinutes(2));
        while (!work.Find(caller, id)!.HasEnded)
        {
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        return work.Find(caller, id)!;
    }

    private async Task<Caller> CallerAsync(string key) => (await fixture.Server.Application.Services.GetRequiredService<KeyRing>().AuthenticateAsync(key))!;
}
