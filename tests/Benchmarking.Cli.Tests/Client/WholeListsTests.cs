using Benchmarking.Cli.Tests.Commands;
using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Client;

public sealed class WholeListsTests
{
    [Fact]
    public async Task A_list_is_read_page_after_page_and_the_request_stays_as_it_was()
    {
        await using var server = await ServerOfThreeAsync();
        using BenchmarkingClient client = new(new(server.Address));
        ListOrganisationsRequest request = new();
        Assert.Equal(["o1", "o2", "o3"], await client.Organisations.ReadAllAsync(request).Select(one => one.DisplayName).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new(), request);
        Assert.Equal([(1000, ""), (1000, "1"), (1000, "2")], server.OrganisationsAsked.Select(page => (page.PageSize, page.PageToken)));
    }

    [Fact]
    public async Task A_page_is_asked_for_when_its_first_item_is_wanted()
    {
        await using var server = await ServerOfThreeAsync();
        using BenchmarkingClient client = new(new(server.Address));
        Assert.Equal(["o2"], await client.Organisations.ReadAllAsync(new() { PageSize = 7, PageToken = "1" }).Take(1).Select(one => one.DisplayName).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal([(7, "1")], server.OrganisationsAsked.Select(page => (page.PageSize, page.PageToken)));
    }

    [Fact]
    public async Task A_list_ends_when_it_is_cancelled()
    {
        await using var server = await ServerOfThreeAsync();
        using BenchmarkingClient client = new(new(server.Address));
        using CancellationTokenSource end = new();
        List<string> read = [];
        RpcException cancelled = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (Organisation one in client.Organisations.ReadAllAsync(new()).WithCancellation(end.Token))
            {
                read.Add(one.DisplayName);
                await end.CancelAsync();
            }
        });
        Assert.Equal(StatusCode.Cancelled, cancelled.StatusCode);
        Assert.Equal(["o1"], read);
    }

    private static async Task<FakeServer> ServerOfThreeAsync()
    {
        var server = await FakeServer.StartAsync();
        server.Organisations.AddRange([new() { DisplayName = "o1" }, new() { DisplayName = "o2" }, new() { DisplayName = "o3" }]);
        return server;
    }
}
