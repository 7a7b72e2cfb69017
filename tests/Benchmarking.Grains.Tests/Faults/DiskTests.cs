using System.Data.Common;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Storage;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>The embedded store on a disk that is full, or that may only be read: nothing is lost, and it goes on once there is room.</summary>
public sealed class DiskTests(CutSilo silo) : IClassFixture<CutSilo>
{
    [Theory]
    [InlineData("max_page_count = 1", "max_page_count = 1000000")]
    [InlineData("query_only = ON", "query_only = OFF")]
    public async Task A_disk_that_takes_no_more_refuses_writes_and_serves_reads_and_goes_on_when_it_does(string refuse, string accept)
    {
        Period period = await silo.PrepareAsync(1);
        string[] before = await silo.Sector.ToldAsync(period);
        OwnOrganisation own = silo.Sector.Members[0];
        string submission = Guid.NewGuid().ToString(), cut = Guid.NewGuid().ToString();
        await SetAsync(refuse);
        try
        {
            // More than the pages that are there have room for.
            NotAcknowledgedException refusal = await Assert.ThrowsAsync<NotAcknowledgedException>(() => SubmitAsync(own, period, submission));
            Assert.DoesNotContain(silo.Get<StorageDirectory>().Path, refusal.ToString(), StringComparison.Ordinal);
            Assert.Equal(1, (await silo.Returns.GetAsync(own, period))!.Revision - 1);
            Assert.Equal(before, await silo.Sector.ToldAsync(period));
        }
        finally
        {
            await SetAsync(accept);
        }
        Assert.Equal(3, (await SubmitAsync(own, period, submission)).Value.Revision);
        Assert.Equal(3, (await SubmitAsync(own, period, submission)).Value.Revision);
        Assert.Equal(2, (await silo.Editions.CutAsync(period, cut)).Value.Number);
    }

    [Fact]
    public void A_file_that_may_not_be_written_to_is_named_with_the_remedy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write anywhere.");
        using TemporaryDirectory directory = new();
        string path = directory.File("benchmarking.db");
        File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        using SqliteDataSource source = new(path);
        Assert.Contains($"'{path}' cannot be opened for writing", Assert.Throws<StorageUnavailableException>(source.OpenConnection).Message, StringComparison.Ordinal);
    }

    private Task<Outcome<Return>> SubmitAsync(OwnOrganisation own, Period period, string request) => silo.Returns.WriteAsync(own, period, ReturnState.Submitted,
        [.. Enumerable.Range(0, 500).Select(i => Sector.Line("spd-01", i, 10_000) with { Contract = $"contract {i}", Note = new string('n', 100) })], "", "", request);

    // SQLite keeps these with the connection, which is one and stays open.
    private async Task SetAsync(string pragma)
    {
        await using DbConnection connection = await silo.Get<SqliteDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma};";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
