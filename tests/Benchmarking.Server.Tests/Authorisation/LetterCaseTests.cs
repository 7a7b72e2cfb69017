using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Limits;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>A path of gRPC reaches its method in any case of its letters, and is that method to everything that decides by its name.</summary>
public sealed class LetterCaseTests
{
    private static readonly RawStatus Fine = new(StatusCode.OK, "");

    [Fact]
    public async Task A_call_is_the_same_one_in_any_case_of_its_letters()
    {
        await using TestServer server = await TestServer.StartAsync();
        using RawClient nobody = new(server, ""), steward = new(server, server.Steward.Key), analyst = new(server, (await server.SignInAsync(Role.Analyst)).Key);
        Assert.Equal(Fine, await nobody.SendAsync("releaseservice/listreleases", [[]]));
        Assert.Equal(Fine, await analyst.SendAsync("MEASURESERVICE/LISTMEASURES", [[]]));
        Assert.Equal(new RawStatus(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED"), await analyst.SendAsync("periodservice/openperiod", [[]]));
        Assert.NotEqual(StatusCode.OK, (await steward.SendAsync("keyservice/rotatekey", [[]])).Code);
        ListJournalEntriesResponse journal = await server.Steward.Journal.ListJournalEntriesAsync(new());
        Assert.Equal([("PeriodService/OpenPeriod", JournalEntry.Types.Kind.Denied), ("KeyService/RotateKey", JournalEntry.Types.Kind.Begun), ("KeyService/RotateKey", JournalEntry.Types.Kind.Ended)],
            journal.JournalEntries.Where(entry => entry.Call is not "KeyService/IssueKey").OrderBy(entry => entry.Sequence).Select(entry => (entry.Call, entry.Kind)));
    }
}
