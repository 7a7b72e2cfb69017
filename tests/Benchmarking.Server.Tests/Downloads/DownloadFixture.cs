using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>A server with pages, and a published release that has a figure of every kind: published, in a band, withheld, not returned, due to be revised.</summary>
public sealed class DownloadFixture : ServerFixture
{
    public const string Name = "releases/a-body.figures";

    /// <summary>The worst name that a measure may have.</summary>
    public const string HostileName = "Hours, \"quoted\" <b>&amp;  two spaces\nsecond _x0041_ line \u200Fע\u200E 'x'";

    public Api Publisher { get; private set; } = null!;

    /// <summary>The release as anyone reads it.</summary>
    public V1.Release Release { get; private set; } = null!;

    /// <summary>The same, as downloads are made from.</summary>
    internal ReleaseDocument Document { get; private set; } = null!;

    /// <summary>A file over the wire, put together, with what its first part says.</summary>
    public static async Task<(DownloadReleaseResponse First, byte[] Bytes)> FetchAsync(Api api, string name, V1.DownloadFormat format)
    {
        using AsyncServerStreamingCall<DownloadReleaseResponse> call = api.Releases.DownloadRelease(new() { Name = name, Format = format });
        List<DownloadReleaseResponse> parts = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return (parts[0], [.. parts.SelectMany(part => part.Data)]);
    }

    protected override Task<TestServer> StartAsync() => TestServer.StartWithPagesAsync();

    protected override async Task PrepareAsync()
    {
        await FillAsync(Steward);
        Publisher = await Server.SignInAsync(V1.Role.Publisher, body: "a-body");
        await Publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "figures", Content = Draft() });
        await Publisher.Releases.PublishReleaseAsync(new() { Name = Name, Reason = "asked for today" });
        Release = await Server.Anonymous.Releases.GetReleaseAsync(new() { Name = Name });
        Benchmarking.Releases.Release release = (await Server.Application.Services.GetRequiredService<ReleaseGateway>().FindAsync(ReleaseId.TryParse(Name)!, null))!;
        Document = new(release.Id, release.Revision, release.Content!);
    }

    private static async Task FillAsync(Api steward)
    {
        await steward.ImportOrganisationsAsync(Enumerable.Range(1, 60).Select(i => new Organisation
        {
            Name = $"organisations/m{i:00}",
            DisplayName = $"Member {i}",
            Sector = i <= 30 ? "local-authority" : "housing-association",
            Region = i <= 3 ? "north" : "south",
        }));
        Assert.All(await steward.ImportMeasuresAsync(new MeasureDefinition { Id = "hostile", DisplayName = HostileName, Unit = "%", Kind = "percentage", Direction = "none", Stages = "delivered" }),
            answer => Assert.NotNull(answer.Stored));
        await steward.OpenAsync("2025");
        Assert.Null((await steward.ImportReturnsAsync("2025", Enumerable.Range(1, 60).SelectMany(Lines).Select((line, index) => { line.Line = index + 2; return line; }))).Error);
        await steward.CutAsync("2025");
        // One member's change alone would show: its cohorts keep their figures, marked.
        Assert.Null((await steward.ImportReturnsAsync("2025", [Line(20, "spd-01", "95", "100", 2)])).Error);
        await steward.CutAsync("2025");
    }

    // Invoices are paid in time by nearly all, so that it is told as a band only; nobody returns jobs.
    private static IEnumerable<ImportLine> Lines(int i) =>
    [
        Line(i, "spd-01", $"{20 + i}", "100"),
        Line(i, "spd-04", $"{995 + i % 5}", "1000"),
        Line(i, "gov-01", i % 3 == 0 ? "0" : "1", "1"),
        Line(i, "hostile", $"{3 * i}", $"{700 - i}"),
    ];

    private static ImportLine Line(int i, string measure, string numerator, string denominator, long line = 0) =>
        new() { Line = line, Organisation = $"m{i:00}", Measure = measure, Stage = measure == "gov-01" ? "unstaged" : "delivered", Numerator = numerator, Denominator = denominator };

    private static DraftContent Draft() => new()
    {
        Title = "Figures, \"quoted\" & such",
        Publisher = "A body (synthetic)",
        Contact = "figures@example.org",
        Summary = "What there is.\n\nA second paragraph.",
        Methods = "Means of members' own percentages.",
        Limits = "They are synthetic.",
        Notes = { "The first note.", "The second note,\nin two lines." },
        PreReleaseAccess = { new V1.PreReleaseAccess { Who = "Chief executive of the body", HoursBefore = 12 } },
        Sections =
        {
            new V1.DraftSection
            {
                Heading = "Spending",
                Commentary = "It is spent.",
                Tables =
                {
                    Table("Spending, by sector", ["periods/2025/editions/1", "periods/2025/editions/2"], ["spd-01", "spd-04"], ["all", "sector=local-authority", "region=north"]),
                    Table("Whether \"yes\"\nor no", ["periods/2025"], ["gov-01", "emp-02"], []),
                },
            },
            new V1.DraftSection { Heading = "The rest", Tables = { Table("Rest", ["periods/2025"], ["hostile"], ["all", "sector=housing-association"]) } },
        },
    };

    private static V1.DraftTable Table(string title, string[] editions, string[] measures, string[] cohorts) => new()
    {
        Title = title,
        Editions = { editions },
        Measures = { measures.Select(measure => new V1.DraftMeasure { Measure = $"measures/{measure}" }) },
        Cohorts = { cohorts },
    };
}
