using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>Pages while editions come and go.</summary>
public sealed class QueryEditionTests
{
    [Fact]
    public async Task A_page_goes_on_in_the_edition_that_the_first_was_of_until_that_is_withdrawn()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(0, 24).Select(i => new Organisation { Name = $"organisations/e{i:00}", DisplayName = $"Member {i}", Sector = i < 12 ? "a" : "b" }));
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", Enumerable.Range(0, 24).Select(i => new ImportLine { Line = i + 1, Organisation = $"e{i:00}", Measure = "com-01", Stage = "delivered", Numerator = $"{100 + 7 * i}", Denominator = "10" }));
        await server.Steward.CutAsync("2025");
        QueryRequest request = new() { Editions = { "periods/2025" }, GroupBy = { "sector" }, PageSize = 2 };
        (List<QueryRow> first, string next) = await PageAsync(server.Steward, request);
        await server.Steward.CutAsync("2025");

        (List<QueryRow> second, _) = await PageAsync(server.Steward, new(request) { PageToken = next });
        Assert.Equal("periods/2025/editions/1", Assert.Single(first.Concat(second).Select(row => row.Edition).Distinct()));
        Assert.Equal("periods/2025/editions/2", (await PageAsync(server.Steward, request)).Rows[0].Edition);

        await server.Steward.Editions.WithdrawEditionAsync(new() { Name = "periods/2025/editions/1", Reason = "wrong unit" });
        (await Refused.ByAsync(() => PageAsync(server.Steward, new(request) { PageToken = next }))).Is(StatusCode.FailedPrecondition, "EDITION_WITHDRAWN");
    }

    private static async Task<(List<QueryRow> Rows, string Next)> PageAsync(Api api, QueryRequest request)
    {
        using AsyncServerStreamingCall<QueryResponse> call = api.Queries.Query(request);
        List<QueryResponse> responses = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return ([.. responses.SelectMany(response => response.Rows)], responses[^1].NextPageToken);
    }
}
