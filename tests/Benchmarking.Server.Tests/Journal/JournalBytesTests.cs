using Benchmarking.Grains.Journal;
using Benchmarking.Journal;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using JournalEntry = Benchmarking.V1.JournalEntry;

namespace Benchmarking.Server.Tests.Journal;

/// <summary>Any byte of the journal that is changed in the store's file either is found out or changes nothing that anyone reads.</summary>
public sealed class JournalBytesTests
{
    private const string Segment = "GrainTypeString = 'journalsegment.v1' AND GrainIdExtensionString LIKE '%journal/0'";

    [Fact]
    public async Task A_byte_that_was_changed_under_a_running_server_is_found_out_or_changes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        JournalGateway journal = server.Application.Services.GetRequiredService<JournalGateway>();
        for (int i = 0; i < 200; i++)
            await journal.BeginAsync(JournalAction.Of("keys/k1", "steward", "", "A/B", $"periods/{i}"));
        JournalEntry[] entries = await ListAsync(server);
        byte[] bytes = Read(server.DataDirectory);
        Random random = new(20261125);
        int found = 0;
        foreach (int _ in Enumerable.Range(0, 150))
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            Write(server.DataDirectory, changed);
            VerifyJournalResponse verdict = await server.Steward.Journal.VerifyJournalAsync(new());
            if (verdict.IsIntact)
                Assert.Equal(entries, await ListAsync(server));
            else
                found++;
        }
        // Most bytes are an entry's own.
        Assert.True(found > 120, $"{found} of 150");
        Write(server.DataDirectory, bytes);
        Assert.True((await server.Steward.Journal.VerifyJournalAsync(new())).IsIntact);
    }

    private static async Task<JournalEntry[]> ListAsync(TestServer server) =>
        [.. (await server.Steward.Journal.ListJournalEntriesAsync(new() { PageSize = 1_000 })).JournalEntries];

    private static byte[] Read(string directory)
    {
        using SqliteConnection connection = Open(directory);
        using SqliteCommand command = new($"SELECT PayloadBinary FROM OrleansStorage WHERE {Segment}", connection);
        return (byte[])command.ExecuteScalar()!;
    }

    private static void Write(string directory, byte[] payload)
    {
        using SqliteConnection connection = Open(directory);
        using SqliteCommand command = new($"UPDATE OrleansStorage SET PayloadBinary = @payload WHERE {Segment}", connection);
        command.Parameters.AddWithValue("@payload", payload);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static SqliteConnection Open(string directory)
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(directory, "benchmarking.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
