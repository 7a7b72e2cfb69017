using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>A server with two editions of 120 members' figures on three measures, and an analyst.</summary>
public sealed class QueryFixture : ServerFixture
{
    private static readonly string[] Regions = ["east", "north", "south"];

    public Api Analyst { get; private set; } = null!;

    protected override async Task PrepareAsync()
    {
        await Steward.ImportOrganisationsAsync(Enumerable.Range(0, 120).Select(i => new Organisation
        {
            Name = $"organisations/q{i:000}",
            DisplayName = $"Member {i}",
            Sector = i % 2 == 0 ? "local-authority" : "housing-association",
            Region = i is < 4 ? "west" : Regions[i % 3],
            SizeBandHomes = i % 5 == 0 ? "small" : "large",
        }));
        await Steward.ImportMeasuresAsync(
            new MeasureDefinition { Id = "pct", DisplayName = "Satisfaction", Unit = "%", Direction = "higher", Kind = "percentage", Stages = "delivered" },
            new MeasureDefinition { Id = "hrs", DisplayName = "Hours", Unit = "hours", Direction = "higher", Kind = "amount", Stages = "committed delivered", Decimals = "1" },
            new MeasureDefinition { Id = "gov", DisplayName = "Policy", Unit = "yes/no", Direction = "higher", Kind = "yes-no" });
        foreach (string period in (string[])["2024", "2025"])
            await CutAsync(period, period == "2024" ? 0 : 7);
        Analyst = await Server.SignInAsync(Role.Analyst);
    }

    /// <summary>All rows of a query, page after page.</summary>
    public async Task<List<QueryRow>> RowsAsync(QueryRequest request)
    {
        List<QueryRow> rows = [];
        do
        {
            (List<QueryRow> page, string next) = await PageAsync(request);
            rows.AddRange(page);
            request = new(request) { PageToken = next };
        }
        while (request.PageToken.Length > 0);
        return rows;
    }

    /// <summary>The rows of one page, and where the next begins.</summary>
    public async Task<(List<QueryRow> Rows, string Next)> PageAsync(QueryRequest request, Api? api = null)
    {
        List<QueryRow> rows = [];
        string next = "";
        using AsyncServerStreamingCall<QueryResponse> call = (api ?? Analyst).Queries.Query(request);
        await foreach (QueryResponse response in call.ResponseStream.ReadAllAsync())
        {
            rows.AddRange(response.Rows);
            next = response.NextPageToken;
        }
        return (rows, next);
    }

    /// <summary>The refusal of a query that must be refused.</summary>
    public Task<Refused> RefusedAsync(QueryRequest request) => Refused.ByAsync(() => PageAsync(request));

    private async Task CutAsync(string period, int more)
    {
        await Steward.OpenAsync(period);
        ImportResult result = await Steward.ImportReturnsAsync(period, Enumerable.Range(0, 120).SelectMany(i => new ImportLine[]
        {
            new() { Line = 4 * i + 1, Organisation = $"q{i:000}", Measure = "pct", Stage = "delivered", Numerator = $"{30 + more + i * 37 % 61}", Denominator = "100" },
            new() { Line = 4 * i + 2, Organisation = $"q{i:000}", Measure = "hrs", Stage = "committed", Numerator = $"{200 + more + i * 53 % 97}", Denominator = "" },
            new() { Line = 4 * i + 3, Organisation = $"q{i:000}", Measure = "hrs", Stage = "delivered", Numerator = $"{180 + more + i * 47 % 89}", Denominator = "" },
            new() { Line = 4 * i + 4, Organisation = $"q{i:000}", Measure = "gov", Stage = "unstaged", Numerator = i * 7 % 10 < 6 ? "1" : "0", Denominator = "1" },
        }));
        Assert.Empty(result.Problems);
        await Steward.CutAsync(period);
    }
}
