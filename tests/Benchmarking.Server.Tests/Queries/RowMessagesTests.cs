using Benchmarking.Server.Services;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>Rows come in messages that any client takes, whatever they were added up from.</summary>
public sealed class RowMessagesTests
{
    private const int LargestOfClients = 4 * 1024 * 1024;

    [Fact]
    public async Task Small_rows_come_500_at_a_time_and_the_rest_last() =>
        Assert.Equal([500, 500, 203], (await MessagesAsync(Rows(1_203, parts: 0))).Select(message => message.Rows.Count));

    [Fact]
    public async Task Rows_of_many_parts_come_a_few_at_a_time_and_all_in_order()
    {
        QueryRow[] rows = Rows(1_203, parts: 400);
        List<QueryResponse> messages = await MessagesAsync(rows);
        Assert.All(messages, message => Assert.InRange(message.CalculateSize(), 1, LargestOfClients / 4));
        Assert.Equal(rows, messages.SelectMany(message => message.Rows));
    }

    [Fact]
    public async Task No_rows_are_no_message() => Assert.Empty(await MessagesAsync([]));

    private static async Task<List<QueryResponse>> MessagesAsync(QueryRow[] rows) =>
        await RowMessages.Of(rows.ToAsyncEnumerable()).Select(some => new QueryResponse { Rows = { some } }).ToListAsync();

    private static QueryRow[] Rows(int count, int parts) => [.. Enumerable.Range(0, count).Select(index => new QueryRow
    {
        Cohort = $"cohort-{index}",
        DerivedFrom = { Enumerable.Range(0, parts).Select(part => $"sector=sector-{part},region=a-region-with-a-name-of-a-usual-length-{part},size_band_homes=over-{part}") },
    })];
}
