using System.Collections.Concurrent;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Faults;

/// <summary>A server that is killed at any moment has lost nothing that it acknowledged.</summary>
public sealed class KillTests
{
    private const int Members = 16;
    private const int Rounds = 3;

    // A submission, and the revision that acknowledged it; 0 while none has.
    private sealed class Submission(int member, SubmitReturnRequest request)
    {
        public int Member => member;

        public SubmitReturnRequest Request => request;

        public int Revision { get; set; }
    }

    [Fact]
    public async Task Killed_at_a_random_moment_it_keeps_all_that_was_acknowledged_and_what_is_sent_again_counts_once()
    {
        using TemporaryDirectory directory = new();
        Random random = new(20261124);
        string[] keys = [];
        string stewardKey = "";
        List<Submission> all = [];
        for (int round = 0; round <= Rounds; round++)
        {
            await using ServerProcess server = await ServerProcess.StartAsync(directory.Path);
            if (round == 0)
                keys = await PrepareAsync(new Api(server.Channel, stewardKey = server.StewardKey));
            Api[] members = [.. keys.Select(key => new Api(server.Channel, key))];
            await CheckAsync(members, all);
            await CheckJournalAsync(new Api(server.Channel, stewardKey), all);
            if (round == Rounds)
                return;
            Submission[] submitted = await SubmitUntilKilledAsync(server, members, acknowledged: random.Next(20, 200));
            Assert.Contains(submitted, submission => submission.Revision == 0);
            all.AddRange(submitted);
        }
    }

    private static async Task<string[]> PrepareAsync(Api steward)
    {
        await steward.OpenAsync("2025");
        await steward.ImportOrganisationsAsync(Enumerable.Range(0, Members).Select(i => new Organisation { Name = $"organisations/k{i:00}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        return await Task.WhenAll(Enumerable.Range(0, Members).Select(async i =>
            (await steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = $"organisations/k{i:00}" })).Secret));
    }

    // Each member submits one after another; the server is killed once so many are acknowledged, with others under way.
    private static async Task<Submission[]> SubmitUntilKilledAsync(ServerProcess server, Api[] members, int acknowledged)
    {
        ConcurrentQueue<Submission> submitted = new();
        TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int count = 0;
        Task[] clients = [.. members.Select((api, member) => Task.Run(async () =>
        {
            try
            {
                for (int figure = 1; ; figure++)
                {
                    Submission submission = new(member, RequestOf(member, figure));
                    submitted.Enqueue(submission);
                    submission.Revision = (await api.Returns.SubmitReturnAsync(submission.Request)).Revision;
                    if (Interlocked.Increment(ref count) == acknowledged)
                        enough.SetResult();
                }
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled)
            {
                // Gone: whatever the client makes of a connection that breaks.
            }
        }))];
        await enough.Task;
        await server.KillAsync();
        await Task.WhenAll(clients);
        return [.. submitted];
    }

    private static SubmitReturnRequest RequestOf(int member, int figure) => new()
    {
        Name = $"organisations/k{member:00}/returns/2025",
        RequestId = Guid.NewGuid().ToString(),
        Reason = $"figure {figure}",
        Lines = { Scenario.Line("spd-01", $"{figure}", "1000") },
    };

    // Each that was acknowledged began in the journal; of those that were not, some may have, and have no end.
    private static async Task CheckJournalAsync(Api steward, List<Submission> all)
    {
        Assert.Equal("", (await steward.Journal.VerifyJournalAsync(new())).Problem);
        HashSet<string> begun = [];
        ListJournalEntriesRequest request = new() { PageSize = 1_000 };
        do
        {
            ListJournalEntriesResponse page = await steward.Journal.ListJournalEntriesAsync(request);
            begun.UnionWith(page.JournalEntries.Where(entry => entry.Kind == JournalEntry.Types.Kind.Begun).Select(entry => entry.RequestId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Empty(all.Select(submission => submission.Request.RequestId).Except(begun));
    }

    // What was not acknowledged is sent again, twice; then the history has each submission once, and each at its revision.
    private static async Task CheckAsync(Api[] members, List<Submission> all)
    {
        foreach (Submission lost in all.Where(submission => submission.Revision == 0))
        {
            lost.Revision = (await members[lost.Member].Returns.SubmitReturnAsync(lost.Request)).Revision;
            Assert.Equal(lost.Revision, (await members[lost.Member].Returns.SubmitReturnAsync(lost.Request)).Revision);
        }
        foreach (IGrouping<int, Submission> own in all.GroupBy(submission => submission.Member))
        {
            Assert.Equal(Enumerable.Range(1, own.Count()), own.Select(submission => submission.Revision));
            ListReturnRevisionsResponse history = await members[own.Key].Returns.ListReturnRevisionsAsync(new() { Parent = own.First().Request.Name, PageSize = 1000 });
            Assert.Equal(own.TakeLast(100).Select(submission => (submission.Revision, submission.Request.Reason)), history.Revisions.Reverse().Select(entry => (entry.Revision, entry.Reason)));
            Return stored = await members[own.Key].Returns.GetReturnAsync(new() { Name = own.First().Request.Name });
            Assert.Equal((own.Count(), own.Last().Request.Lines[0]), (stored.Revision, stored.Lines.Single()));
        }
    }
}
