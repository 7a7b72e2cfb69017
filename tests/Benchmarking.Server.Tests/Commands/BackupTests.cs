using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using static Benchmarking.Server.Tests.Commands.ServerCommand;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Commands;

/// <summary>A copy of the store, taken while members return and put back elsewhere, is the platform as it was.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Members = 12;
    private readonly TemporaryDirectory _directory = new();

    private static GetBenchmarkRequest Asked => new() { Edition = "periods/2025/editions/1", Measure = "measures/spd-01" };

    private string Copy => PathOf("copy.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_copy_taken_while_members_return_has_everything_acknowledged_before_it_began()
    {
        string[] keys;
        byte[] told;
        int[] before;
        await using (TestServer server = await TestServer.StartAsync(_directory))
        {
            keys = await RunMainJobAsync(server);
            told = (await server.Steward.Benchmarks.GetBenchmarkAsync(Asked)).ToByteArray();
            using Submissions submissions = new(keys.Select(server.With));
            await submissions.GoOnAsync();
            before = submissions.Acknowledged;
            // Several, so that some begin in the middle of a write.
            for (int copy = 1; copy <= 5; copy++)
                await RunAsync(["backup", $"{Copy}-{copy}", .. Embedded(_directory.Path)]);
            await RunAsync(["backup", Copy, .. Embedded(_directory.Path)]);
            await submissions.GoOnAsync();
            await submissions.EndAsync();
            Assert.All(submissions.Acknowledged.Zip(before), pair => Assert.True(pair.First > pair.Second));
        }
        foreach (string copy in (string[])[Copy, .. Enumerable.Range(1, 5).Select(number => $"{Copy}-{number}")])
            await RestoredHoldsAsync(copy, keys, told, before);
    }

    private static async Task RestoredHoldsAsync(string copy, string[] keys, byte[] told, int[] before)
    {
        using TemporaryDirectory fresh = new();
        Assert.Contains("Restored", await RunAsync(["restore", copy, .. Embedded(fresh.Path)]), StringComparison.Ordinal);
        await using TestServer server = await TestServer.StartAsync(fresh);
        Assert.Equal(told, (await server.Steward.Benchmarks.GetBenchmarkAsync(Asked)).ToByteArray());
        for (int member = 0; member < Members; member++)
        {
            Return kept = await server.With(keys[member]).Returns.GetReturnAsync(new() { Name = NameOf(member) });
            Assert.True(kept.Revision >= before[member], $"{kept.Name}: {kept.Revision}, and {before[member]} was acknowledged");
            // A revision is there with its own line, and the next follows it.
            Assert.Equal($"{kept.Revision}", Assert.Single(kept.Lines).Numerator);
        }
        Assert.Equal("periods/2025/editions/2", (await server.Steward.CutAsync("2025")).Name);
    }

    [Fact]
    public async Task The_store_that_was_there_is_kept_beside_and_can_be_put_back()
    {
        string digest = await CopyOfMainJobAsync();
        await using (TestServer server = await TestServer.StartAsync(_directory))
            await server.Steward.AddOrganisationAsync("later");
        Assert.NotEqual(digest, Digest(await RunAsync(["backup", PathOf("later.db"), .. Embedded(_directory.Path)])));
        string said = await RunAsync(["restore", Copy, .. Embedded(_directory.Path)]);
        Assert.Equal(digest, Digest(said));
        int keys = said.IndexOf($"{PathOf("benchmarking.db.replaced-1.keys")}. Delete", StringComparison.Ordinal), store = said.IndexOf($"{PathOf("benchmarking.db.replaced-1")}. Delete", StringComparison.Ordinal);
        Assert.True(keys >= 0 && keys < store, said);
        Assert.Equal(digest, Digest(await RunAsync(["backup", PathOf("again.db"), .. Embedded(_directory.Path)])));
        await RunAsync(["restore", PathOf("benchmarking.db.replaced-1"), .. Embedded(_directory.Path)]);
        Assert.True(File.Exists(PathOf("benchmarking.db.replaced-2")));
        await using TestServer back = await TestServer.StartAsync(_directory);
        Assert.Equal("Name of later", (await back.Steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/later" })).DisplayName);
    }

    [Fact]
    public async Task A_damaged_store_gives_no_copy_and_one_takes_its_place()
    {
        string digest = await CopyOfMainJobAsync();
        byte[] damaged = [.. Enumerable.Repeat((byte)'x', 10_000)];
        await File.WriteAllBytesAsync(PathOf("benchmarking.db"), damaged);
        await File.WriteAllBytesAsync(PathOf("benchmarking.db-wal"), damaged);
        await RefusedAsync("is not a database", ["backup", PathOf("useless.db"), .. Embedded(_directory.Path)]);
        Assert.Empty(Directory.GetFiles(_directory.Path, "useless*"));
        Assert.Equal(digest, Digest(await RunAsync(["restore", Copy, .. Embedded(_directory.Path)])));
        Assert.Equal(damaged, await File.ReadAllBytesAsync(PathOf("benchmarking.db.replaced-1")));
        Assert.Equal(digest, Digest(await RunAsync(["backup", PathOf("again.db"), .. Embedded(_directory.Path)])));
    }

    [Fact]
    public async Task A_copy_takes_the_place_of_a_store_whose_keys_are_damaged_and_says_who_must_be_withdrawn_again()
    {
        string digest = await CopyOfMainJobAsync();
        await File.WriteAllTextAsync(PathOf("benchmarking.db.keys"), "");
        string said = await RunAsync(["restore", Copy, .. Embedded(_directory.Path)]);
        Assert.Equal(digest, Digest(said));
        Assert.Contains("Withdraw again each organisation", said, StringComparison.Ordinal);
        await using TestServer server = await TestServer.StartAsync(_directory);
        Assert.Equal("Name of o1", (await server.Steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/o1" })).DisplayName);
    }

    [Fact]
    public async Task A_copy_is_a_file_and_one_of_its_keys_that_only_their_user_may_read_and_is_never_overwritten()
    {
        await CopyOfMainJobAsync();
        string[] files = Directory.GetFiles(_directory.Path, "copy.db*");
        Assert.Equal([Copy, $"{Copy}.keys"], files.Order(StringComparer.Ordinal));
        foreach (string file in files)
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        byte[] before = await File.ReadAllBytesAsync(Copy);
        await RefusedAsync("is there already", ["backup", Copy, .. Embedded(_directory.Path)]);
        // Another copy to the same name is under way, or was cut off: it is not ours to take away.
        await File.WriteAllTextAsync(PathOf("cut-off.db.unfinished"), "");
        await RefusedAsync("cut-off.db.unfinished", ["backup", PathOf("cut-off.db"), .. Embedded(_directory.Path)]);
        Assert.True(File.Exists(PathOf("cut-off.db.unfinished")));
        await RefusedAsync("no store in", ["backup", PathOf("none.db"), .. Embedded(PathOf("nowhere"))]);
        await RefusedAsync("Could not find a part of the path", ["backup", PathOf("nowhere/none.db"), .. Embedded(_directory.Path)]);
        Assert.Equal(before, await File.ReadAllBytesAsync(Copy));
    }

    [Fact]
    public async Task A_file_that_is_no_sound_copy_is_refused_and_nothing_is_touched()
    {
        await CopyOfMainJobAsync();
        await RefusedAsync("is not there", Restoring("missing.db"));
        await File.WriteAllTextAsync(PathOf("text.db"), new string('x', 10_000));
        await RefusedAsync("is not a database", Restoring("text.db"));
        await File.WriteAllTextAsync(PathOf("empty.db"), "");
        await RefusedAsync("is empty", Restoring("empty.db"));
        Execute(PathOf("foreign.db"), "CREATE TABLE Theirs (Id INTEGER)");
        await RefusedAsync("another program", Restoring("foreign.db"));
        File.Copy(Copy, PathOf("newer.db"));
        Execute(PathOf("newer.db"), "PRAGMA user_version = 3");
        await RefusedAsync("newer server", Restoring("newer.db"));
        File.Copy(Copy, PathOf("short.db"));
        using (FileStream file = File.OpenWrite(PathOf("short.db")))
            file.SetLength(file.Length / 2);
        await RefusedAsync("damaged", Restoring("short.db"));
        Assert.False(Directory.Exists(PathOf("new")));
        await using TestServer server = await TestServer.StartAsync(_directory);
        await RefusedAsync("Another server is using", ["restore", Copy, .. Embedded(_directory.Path)]);
        Assert.DoesNotContain(Directory.GetFiles(_directory.Path), file => file.Contains("replaced", StringComparison.Ordinal) || file.Contains("unfinished", StringComparison.Ordinal));

        string[] Restoring(string name) => ["restore", PathOf(name), .. Embedded(PathOf("new"))];
    }

    [Theory]
    [InlineData("is not a command, or lacks its file", "backup")]
    [InlineData("is not a command, or lacks its file", "restore", "--Benchmarking:DataDirectory", "data")]
    [InlineData("use pg_dump", "backup", "file", "--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", "Host=localhost")]
    public async Task Wrong_settings_are_said_with_what_to_write(string said, params string[] args)
    {
        (int code, _, string error) = await ProgramAsync(args);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private async Task<string> CopyOfMainJobAsync()
    {
        await using (TestServer server = await TestServer.StartAsync(_directory))
            await RunMainJobAsync(server);
        return Digest(await RunAsync(["backup", Copy, .. Embedded(_directory.Path)]));
    }

    private static async Task<string[]> RunMainJobAsync(TestServer server)
    {
        await server.Steward.OpenAsync("2025");
        List<string> keys = [];
        for (int member = 0; member < Members; member++)
        {
            await server.Steward.AddOrganisationAsync($"o{member}");
            Api api = await server.SignInAsync(Role.Contributor, $"organisations/o{member}");
            await api.Returns.SubmitReturnAsync(new() { Name = NameOf(member), Lines = { Line("spd-01", "1", "80") } });
            keys.Add(api.Key);
        }
        await server.Steward.CutAsync("2025");
        return [.. keys];
    }

    private static string NameOf(int member) => $"organisations/o{member}/returns/2025";

    private string PathOf(string name) => Path.Combine(_directory.Path, name);

    private static void Execute(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every member submits one revision after another; each has its own number as its figure.</summary>
    private sealed class Submissions : IDisposable
    {
        private readonly int[] _acknowledged = [.. Enumerable.Repeat(1, Members)];
        private readonly Task[] _running;
        private readonly SemaphoreSlim _more = new(0);
        private volatile bool _isEnding;

        public Submissions(IEnumerable<Api> members) => _running = [.. members.Select(SubmitAsync)];

        public int[] Acknowledged => [.. _acknowledged.Select((_, member) => Volatile.Read(ref _acknowledged[member]))];

        /// <summary>Waits until every member has had a further revision acknowledged.</summary>
        public async Task GoOnAsync()
        {
            int[] from = Acknowledged;
            while (Acknowledged.Zip(from).Any(pair => pair.First <= pair.Second))
            {
                Assert.DoesNotContain(_running, task => task.IsFaulted);
                await _more.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        public void Dispose() => _more.Dispose();

        public Task EndAsync()
        {
            _isEnding = true;
            return Task.WhenAll(_running);
        }

        private async Task SubmitAsync(Api api, int member)
        {
            while (!_isEnding)
            {
                int next = _acknowledged[member] + 1;
                Return stored = await api.Returns.SubmitReturnAsync(new() { Name = NameOf(member), Lines = { Line("spd-01", $"{next}", "80") } });
                Assert.Equal(next, stored.Revision);
                Volatile.Write(ref _acknowledged[member], next);
                _more.Release();
            }
        }
    }
}
