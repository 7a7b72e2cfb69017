using System.Diagnostics;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Role = Benchmarking.V1.Role;

namespace Benchmarking.Server.Tests.Journal;

/// <summary>A figure to look at, not to pass or fail by: it depends on the disk. Run it with <c>-explicit only</c>.</summary>
public sealed class JournalThroughput(ITestOutputHelper output)
{
    private const int Clients = 64;
    private const int Lines = 50;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(Clients)]
    public async Task Submissions_per_second(int clients)
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.OpenAsync("2025");
        Api[] members = new Api[clients];
        for (int i = 0; i < clients; i++)
        {
            await server.Steward.AddOrganisationAsync($"t{i}");
            members[i] = await server.SignInAsync(Role.Contributor, $"organisations/t{i}");
        }
        foreach (TimeSpan length in (TimeSpan[])[TimeSpan.FromSeconds(3), Length])
        {
            int[] counts = await Task.WhenAll(members.Select((member, i) => Task.Run(async () =>
            {
                long started = Stopwatch.GetTimestamp();
                int count = 0;
                for (; Stopwatch.GetElapsedTime(started) < length; count++)
                    await member.Returns.SubmitReturnAsync(Request(i, count));
                return count;
            })));
            output.WriteLine($"{clients} clients, {length.TotalSeconds} s: {counts.Sum() / length.TotalSeconds:N0} submissions of {Lines} lines a second");
        }
    }

    private static SubmitReturnRequest Request(int member, int number) => new()
    {
        Name = $"organisations/t{member}/returns/2025",
        RequestId = Guid.NewGuid().ToString(),
        Lines = { Enumerable.Range(0, Lines).Select(line => Scenario.Line("spd-01", $"{number % 50}", "100", contract: $"c{line}")) },
    };
}
