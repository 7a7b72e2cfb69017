using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>A server with pages, 24 councils and two periods with an edition each; one council has the worst name that is allowed.</summary>
public sealed class PagesFixture : ServerFixture
{
    public const string Member = "c01";
    public const string HostileName = "<script>alert('name')</script> & \"Council\"";
    public const int Councils = 24;

    public string ContributorKey { get; private set; } = "";

    public string ViewerKey { get; private set; } = "";

    public string Url => Server.PagesUrl;

    public Task<Visitor> ContributorAsync() => Visitor.SignInAsync(Url, ContributorKey);

    public Task<Visitor> StewardAsync() => Visitor.SignInAsync(Url, Steward.Key);

    /// <summary>The key of somebody who may make a call: the contributor if it may, or else the steward.</summary>
    public string KeyFor(string call) => Permissions.Allows($"/benchmarking.v1.{call}", Grains.Keys.Role.Contributor) ? ContributorKey : Steward.Key;

    /// <summary>Somebody who may make a call; nobody in particular where anyone may.</summary>
    public async Task<Visitor> WhoeverMayAsync(string? call) => call is null ? new Visitor(Url) : await Visitor.SignInAsync(Url, KeyFor(call));

    protected override Task<TestServer> StartAsync() => TestServer.StartWithPagesAsync();

    protected override async Task PrepareAsync()
    {
        await Steward.ImportOrganisationsAsync(Enumerable.Range(1, Councils).Select(i => new Organisation
        {
            Name = $"organisations/c{i:00}",
            DisplayName = i == 1 ? HostileName : $"Council {i}",
            Sector = "local-authority",
            Region = i < 4 ? "north" : "south",
        }));
        foreach (string period in (string[])["2024-25", "2025-26"])
        {
            await Steward.OpenAsync(period);
            Assert.Null((await Steward.ImportReturnsAsync(period, Lines(period))).Error);
            await Steward.CutAsync(period);
        }
        ContributorKey = (await Server.SignInAsync(Role.Contributor, $"organisations/{Member}")).Key;
        ViewerKey = (await Server.SignInAsync(Role.Viewer, $"organisations/{Member}")).Key;
    }

    // Council i commits 40 + i and delivers 30 + i per cent with local suppliers, and has a policy unless its number is even.
    private static IEnumerable<ImportLine> Lines(string period)
    {
        long line = 1;
        for (int i = 1; i <= Councils; i++)
        {
            int more = period == "2025-26" ? 5 : 0;
            yield return new() { Line = ++line, Organisation = $"c{i:00}", Measure = "spd-01", Stage = "committed", Numerator = $"{40 + i + more}", Denominator = "100" };
            yield return new() { Line = ++line, Organisation = $"c{i:00}", Measure = "spd-01", Stage = "delivered", Numerator = $"{30 + i + more}", Denominator = "100" };
            yield return new() { Line = ++line, Organisation = $"c{i:00}", Measure = "emp-01", Stage = "delivered", Numerator = $"{10 + i}", Denominator = "5" };
            yield return new() { Line = ++line, Organisation = $"c{i:00}", Measure = "gov-01", Stage = "unstaged", Numerator = $"{i % 2}", Denominator = "1" };
        }
    }
}
