using System.Text;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Returns;

/// <summary>Names and tokens that nobody sends by mistake: every one is refused as the caller's fault, and never finds anything.</summary>
public sealed class HostileNameTests(HostileNameTests.Fixture fixture) : IClassFixture<HostileNameTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public Api Member { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await Steward.OpenAsync("2025");
            await Steward.ImportOrganisationsAsync(Enumerable.Range(0, 5).Select(i => new Organisation { Name = $"kate-{i}", DisplayName = $"Kate {i}", Sector = "local-authority" }));
            Member = await Server.SignInAsync(Role.Contributor, "organisations/kate-0");
            await Member.Returns.SubmitReturnAsync(new() { Name = "organisations/kate-0/returns/2025", Lines = { Line("skl-01", "1", "2") } });
            await Steward.CutAsync("2025");
        }
    }

    /// <summary>Identifiers that look like, lead to or break out of <c>kate-0</c>.</summary>
    public static TheoryData<string> HostileIds =>
    [
        "\u212Aate-0", "k\u0430te-0", "kate\u20100", "kate-\uFF10", "kate-0\0", "\0", "kate-0\u200B", "../kate-0", "..", "./kate-0", "kate-0/../kate-1", "%6bate-0", "kate-0%00",
        "kate-0;drop table OrleansStorage", "kate-0' OR '1'='1", "kate-0\r\nx: y", "*", "-kate-0", new string('k', 10_000), new string('k', 65), "\uFEFFkate-0", "k\u0301ate-0",
    ];

    [Theory]
    [MemberData(nameof(HostileIds))]
    public async Task A_hostile_identifier_is_refused_everywhere(string id)
    {
        Api steward = fixture.Steward;
        await RefusedAsync(steward.Organisations.GetOrganisationAsync(new() { Name = $"organisations/{id}" }));
        await RefusedAsync(steward.Organisations.CreateOrganisationAsync(new() { OrganisationId = id, Organisation = new() { DisplayName = "x", Sector = "local-authority" } }));
        await RefusedAsync(steward.Keys.IssueKeyAsync(new() { Role = Role.Viewer, Organisation = $"organisations/{id}" }));
        await RefusedAsync(steward.Keys.GetKeyAsync(new() { Name = $"keys/{id}" }));
        await RefusedAsync(steward.Measures.GetMeasureAsync(new() { Name = $"measures/{id}" }));
        await RefusedAsync(steward.Periods.OpenPeriodAsync(new() { Name = $"periods/{id}" }));
        await RefusedAsync(steward.Editions.GetEditionAsync(new() { Name = $"periods/2025/editions/{id}" }));
        await RefusedAsync(steward.Editions.GetEditionAsync(new() { Name = $"periods/{id}/editions/1" }));
        await RefusedAsync(steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/skl-01", Cohort = $"sector={id}" }));
        await RefusedAsync(fixture.Member.Returns.GetReturnAsync(new() { Name = $"organisations/{id}/returns/2025" }));
        await RefusedAsync(fixture.Member.Returns.GetReturnAsync(new() { Name = $"organisations/kate-0/returns/{id}" }));
        await RefusedAsync(fixture.Member.Benchmarks.CompareAsync(new() { Organisation = $"organisations/{id}", Edition = "periods/2025" }));
    }

    [Theory]
    [InlineData("s\u212Al-01")]
    [InlineData("SKL\u201001")]
    [InlineData("\u017Fkl-01")]
    public async Task A_measure_is_not_found_by_a_look_alike(string id)
    {
        await RefusedAsync(fixture.Steward.Measures.GetMeasureAsync(new() { Name = $"measures/{id}" }));
        await RefusedAsync(fixture.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = id }));
    }

    [Theory]
    [InlineData("organisations//returns/2025")]
    [InlineData("organisations/kate-0/returns/")]
    [InlineData("organisations/kate-0/returns/2025/")]
    [InlineData("organisations/kate-0/returns/2025/extra")]
    [InlineData("/organisations/kate-0/returns/2025")]
    [InlineData("Organisations/kate-0/returns/2025")]
    [InlineData("organisations\\kate-0\\returns\\2025")]
    [InlineData("organisations/kate-0/returns/２０２５")]
    [InlineData("organisations/kate-0/returns/2025-q5")]
    [InlineData("kate-0")]
    [InlineData("")]
    public async Task A_malformed_name_of_a_return_is_refused(string name) =>
        Assert.Equal(StatusCode.InvalidArgument, (await Refused.ByAsync(fixture.Member.Returns.GetReturnAsync(new() { Name = name }))).Code);

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("Ω")]
    [InlineData("b3JnYW5pc2F0aW9uczotMQ")] // organisations:-1
    [InlineData("b3JnYW5pc2F0aW9uczo5OTk5OTk5OTk5OTk")] // organisations:999999999999
    [InlineData("bWVhc3VyZXM6Mg")] // measures:2, a token of another list
    public async Task A_page_token_of_no_list_is_refused(string token)
    {
        (await Refused.ByAsync(fixture.Steward.Organisations.ListOrganisationsAsync(new() { PageToken = token }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        (await Refused.ByAsync(fixture.Steward.Editions.ListEditionsAsync(new() { Parent = "periods/2025", PageToken = token }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        (await Refused.ByAsync(fixture.Steward.Benchmarks.ListCohortsAsync(new() { Edition = "periods/2025", PageToken = token }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        (await Refused.ByAsync(fixture.Member.Returns.ListReturnRevisionsAsync(new() { Parent = "organisations/kate-0/returns/2025", PageToken = token }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task A_very_long_page_token_is_refused() =>
        (await Refused.ByAsync(fixture.Steward.Organisations.ListOrganisationsAsync(new() { PageToken = new string('A', 100_000) }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");

    [Fact]
    public async Task Negative_page_sizes_are_refused_and_huge_ones_are_cut()
    {
        foreach (int size in (int[])[-1, int.MinValue])
        {
            (await Refused.ByAsync(fixture.Steward.Organisations.ListOrganisationsAsync(new() { PageSize = size }))).Is(StatusCode.InvalidArgument, "NUMBER_NEGATIVE");
            (await Refused.ByAsync(fixture.Steward.Measures.ListMeasuresAsync(new() { PageSize = size }))).Is(StatusCode.InvalidArgument, "NUMBER_NEGATIVE");
            (await Refused.ByAsync(fixture.Steward.Periods.ListPeriodsAsync(new() { PageSize = size }))).Is(StatusCode.InvalidArgument, "NUMBER_NEGATIVE");
        }
        Assert.Equal(5, (await fixture.Steward.Organisations.ListOrganisationsAsync(new() { PageSize = int.MaxValue })).Organisations.Count);
    }

    [Fact]
    public async Task Pages_join_without_gap_or_overlap()
    {
        List<string> seen = [];
        string token = "";
        do
        {
            ListOrganisationsResponse page = await fixture.Steward.Organisations.ListOrganisationsAsync(new() { PageSize = 2, PageToken = token });
            seen.AddRange(page.Organisations.Select(organisation => organisation.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"organisations/kate-{i}"), seen);
    }

    [Fact]
    public async Task More_than_ten_cohorts_or_an_endless_cohort_are_refused()
    {
        CompareRequest request = new() { Organisation = "organisations/kate-0", Edition = "periods/2025" };
        request.Cohorts.AddRange(Enumerable.Repeat("all", 11));
        (await Refused.ByAsync(fixture.Member.Benchmarks.CompareAsync(request))).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
        string endless = string.Join(',', Enumerable.Repeat("sector=local-authority", 5_000));
        (await Refused.ByAsync(fixture.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "skl-01", Cohort = endless }))).Is(StatusCode.InvalidArgument, "COHORT_UNKNOWN");
    }

    // Refused as the caller's fault, in an answer that is short and has no control characters.
    private static async Task RefusedAsync<T>(AsyncUnaryCall<T> call)
    {
        Refused refused = await Refused.ByAsync(call);
        Assert.True(refused.Code is StatusCode.InvalidArgument or StatusCode.NotFound, $"{refused.Code}: {refused.Message}");
        Assert.True(Encoding.UTF8.GetByteCount(refused.Message) < 1_000, refused.Message);
        Assert.DoesNotContain(refused.Message, character => char.IsControl(character));
    }
}
