using System.Diagnostics;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>What the timer's script keeps. A program that writes two files stands in for the server's.</summary>
public sealed class NightlyCopyTests : IDisposable
{
    private const int Kept = 14;
    private readonly TemporaryDirectory _copies = new();

    private string Records => Path.Combine(_copies.Path, "records");

    private string Keys => Path.Combine(_copies.Path, "keys");

    public void Dispose() => _copies.Dispose();

    [Fact]
    public async Task The_newest_copies_of_the_records_are_kept_and_of_the_keys_the_newest_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell of that kind here.");
        string[] earlier = Fill();
        ProgramRun run = await RunAsync("""echo "$1" > "$2"; echo keys > "$2.keys" """);
        Assert.True(run.ExitCode == 0, run.Error);
        string[] records = NamesIn(Records);
        Assert.Equal(earlier[^(Kept - 1)..], records[..^1]);
        Assert.Equal("backup\n", await File.ReadAllTextAsync(Path.Combine(Records, records[^1]), TestContext.Current.CancellationToken));
        Assert.Equal([$"{records[^1]}.keys"], NamesIn(Keys));
    }

    [Fact]
    public async Task A_copy_that_fails_costs_no_earlier_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell of that kind here.");
        string[] earlier = Fill();
        Assert.Equal(3, (await RunAsync("exit 3")).ExitCode);
        Assert.Equal(earlier, NamesIn(Records));
        Assert.Equal([$"{earlier[^1]}.keys"], NamesIn(Keys));
    }

    // Twenty copies, and the keys of the last.
    private string[] Fill()
    {
        string[] names = [.. Enumerable.Range(1, 20).Select(day => $"benchmarking-2020-01-{day:00}T021500Z.db")];
        Directory.CreateDirectory(Records);
        Directory.CreateDirectory(Keys);
        Array.ForEach(names, name => File.WriteAllText(Path.Combine(Records, name), ""));
        File.WriteAllText(Path.Combine(Keys, $"{names[^1]}.keys"), "");
        return names;
    }

    private async Task<ProgramRun> RunAsync(string program)
    {
        string file = Path.Combine(_copies.Path, "program");
        await File.WriteAllTextAsync(file, program + "\n", TestContext.Current.CancellationToken);
        ProcessStartInfo start = new("/bin/sh", [DeployFiles.PathOf("systemd/backup.sh"), "/bin/sh", file]);
        start.Environment["STATE_DIRECTORY"] = _copies.Path;
        return await ProgramRun.OfAsync(start);
    }

    private static string[] NamesIn(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
