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

    /// <summary>A release that was published, and revised once.</summary>
    public const string Release = "a-body.spending";

    /// <summary>A release that is a draft.</summary>
    public const string Drafted = "a-body.drafted";
    public const string FirstTitle = "Local spending";

    /// <summary>Whom the cohort has that is proposed for 2025-26: everyone.</summary>
    public const string Proposed = "region = north OR region = south";

    public string ContributorKey { get; private set; } = "";

    public string ViewerKey { get; private set; } = "";

    /// <summary>The key of a publisher of a-body.</summary>
    public string PublisherKey { get; private set; } = "";

    public string Url => Server.PagesUrl;

    public Task<Visitor> ContributorAsync() => Visitor.SignInAsync(Url, ContributorKey);

    public Task<Visitor> StewardAsync() => Visitor.SignInAsync(Url, Steward.Key);

    public Task<Visitor> PublisherAsync() => Visitor.SignInAsync(Url, PublisherKey);

    /// <summary>The key of somebody who may make a call: the contributor if it may, or else the publisher, or else the steward.</summary>
    public string KeyFor(string call)
    {
        bool May(Grains.Keys.Role role) => Permissions.Allows($"/benchmarking.v1.{call}", role);
        return May(Grains.Keys.Role.Contributor) ? ContributorKey : May(Grains.Keys.Role.Publisher) ? PublisherKey : Steward.Key;
    }

    /// <summary>A draft that has all that a release needs, of which one group is withheld.</summary>
    public static DraftContent Draft(string title) => new()
    {
        Title = title,
        Publisher = "A body (synthetic)",
        Contact = "statistics@example.org",
        Summary = "What members spend locally.",
        Methods = "Means of members' own percentages.",
        Limits = "Small groups are not shown.",
        Notes = { "Percentages are of spend with suppliers." },
        Sections =
        {
            new DraftSection
            {
                Heading = "Spending",
                Commentary = "All first.",
                Tables =
                {
                    new DraftTable { Title = "Local spend", Editions = { "periods/2025-26/editions/1" }, Measures = { new DraftMeasure { Measure = "measures/spd-01" } }, Cohorts = { "all", "region=south", "region=north" } },
                    new DraftTable { Title = "Has a policy", Editions = { "periods/2025-26/editions/1" }, Measures = { new DraftMeasure { Measure = "measures/gov-01" } } },
                },
            },
            new DraftSection
            {
                Heading = "Jobs",
                Tables = { new DraftTable { Title = "Jobs and spend", Editions = { "periods/2024-25", "periods/2025-26" }, Measures = { new DraftMeasure { Measure = "measures/emp-01" }, new DraftMeasure { Measure = "measures/spd-01", Stage = Stage.Committed } } } },
            },
        },
        PreReleaseAccess = { new PreReleaseAccess { Who = "Chief executive of the body", HoursBefore = 12 } },
    };

    /// <summary>Publishes a release of a-body; its name.</summary>
    public async Task<string> PublishAsync(string id, DraftContent? draft = null)
    {
        Api publisher = Server.With(PublisherKey);
        ReleaseDraft created = await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = id, Content = draft ?? Draft(FirstTitle) });
        await publisher.Releases.PublishReleaseAsync(new() { Name = created.Name, Reason = "asked for today" });
        return created.Name;
    }

    /// <summary>Proposes a cohort for a period's next editions; its name.</summary>
    public async Task<string> ProposeAsync(string period) =>
        (await Steward.CohortProposals.ProposeCohortAsync(new() { Parent = $"periods/{period}", Filter = Proposed, Reason = "For a <b>combined</b> authority." })).Name;

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
        await ProposeAsync("2025-26");
        ContributorKey = (await Server.SignInAsync(Role.Contributor, $"organisations/{Member}")).Key;
        PublisherKey = (await Server.SignInAsync(Role.Publisher, body: "a-body")).Key;
        string published = await PublishAsync(Release["a-body.".Length..]);
        await Server.With(PublisherKey).Releases.ReviseReleaseAsync(new() { Draft = new() { Name = published, Content = Draft($"{FirstTitle}, corrected") }, Reason = "the title was wrong" });
        await Server.With(PublisherKey).Releases.CreateReleaseAsync(new() { ReleaseId = Drafted["a-body.".Length..], Content = Draft("Secret plans") });
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
