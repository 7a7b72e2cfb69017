using Benchmarking.V1;

namespace Benchmarking.Cli.Tests.Commands;

public sealed class DownloadCommandTests
{
    private const string Latest = "releases/a-body.figures/revisions/2";

    private static readonly DownloadFormat[] Every =
        [DownloadFormat.Csv, DownloadFormat.CsvMetadata, DownloadFormat.Ods, DownloadFormat.Xlsx, DownloadFormat.Json, DownloadFormat.Package];

    [Fact]
    public async Task Every_form_is_written_whole_of_the_revision_that_is_the_latest_now()
    {
        using TemporaryFolder folder = new();
        await using var server = await FakeServer.StartAsync();
        string target = Path.Combine(folder.Path, "new");
        var run = await server.RunAsync("releases", "download", "a-body.figures", "--format", "all", "--folder", target, "--output", "csv");
        Assert.Equal((0, 6), (run.ExitCode, server.Downloaded.Count));
        Assert.Equal(Every, server.Downloaded.Select(one => one.Format));
        Assert.All(server.Downloaded, one => Assert.Equal(Latest, one.Name));
        Assert.Equal(Every.Select(format => $"{format}.bin".ToLowerInvariant()).Order(StringComparer.Ordinal), Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var format in Every)
            Assert.Equal(FakeReleases.ContentOf(Latest, format), await File.ReadAllBytesAsync(Path.Combine(target, $"{format}.bin".ToLowerInvariant()), TestContext.Current.CancellationToken));
        Assert.Contains($"{Path.Combine(target, "csvmetadata.bin")},csv-metadata,", run.Out, StringComparison.Ordinal);
        Assert.Contains("Fetching package", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_revision_is_asked_for_by_its_number()
    {
        using TemporaryFolder folder = new();
        await using var server = await FakeServer.StartAsync();
        Assert.Equal(0, (await server.RunAsync("releases", "download", "a-body.figures", "--format", "ods", "--folder", folder.Path, "--revision", "1")).ExitCode);
        Assert.Empty(server.ReleasesAsked);
        Assert.Equal(("releases/a-body.figures/revisions/1", DownloadFormat.Ods), (server.Downloaded.Single().Name, server.Downloaded.Single().Format));
    }

    [Fact]
    public async Task What_is_there_is_overwritten_only_by_force_and_otherwise_nothing_is_written()
    {
        using TemporaryFolder folder = new();
        await using var server = await FakeServer.StartAsync();
        string taken = Path.Combine(folder.Path, "xlsx.bin");
        await File.WriteAllTextAsync(taken, "mine", TestContext.Current.CancellationToken);
        var refused = await server.RunAsync("releases", "download", "a-body.figures", "--format", "all", "--folder", folder.Path);
        Assert.Equal((6, ""), (refused.ExitCode, refused.Out));
        Assert.Contains($"Nothing was written: {taken} is there already.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal([taken], Directory.GetFiles(folder.Path));
        Assert.Equal("mine", await File.ReadAllTextAsync(taken, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await server.RunAsync("releases", "download", "a-body.figures", "--format", "all", "--folder", folder.Path, "--force")).ExitCode);
        Assert.Equal(FakeReleases.ContentOf(Latest, DownloadFormat.Xlsx), await File.ReadAllBytesAsync(taken, TestContext.Current.CancellationToken));
        Assert.Equal(6, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData("../outside.csv")]
    [InlineData("folder/inside.csv")]
    [InlineData("..")]
    [InlineData(".profile")]
    [InlineData("d:\\x.csv")]
    [InlineData("\u001b[2J.csv")]
    [InlineData("")]
    public async Task A_name_that_leads_out_of_the_folder_or_is_none_is_refused(string name)
    {
        using TemporaryFolder folder = new();
        await using var server = await FakeServer.StartAsync();
        server.Spoil = part => part.FileName = name;
        var run = await server.RunAsync("releases", "download", "a-body.figures", "--format", "csv", "--folder", folder.Path);
        Assert.Equal(7, run.ExitCode);
        Assert.Contains("Nothing was written.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_server_said_is_not_written()
    {
        using TemporaryFolder folder = new();
        await using var server = await FakeServer.StartAsync();
        foreach (Action<DownloadReleaseResponse> spoil in (Action<DownloadReleaseResponse>[])[part => part.Digest = new('0', 64), part => part.Size--, part => part.Size++, part => part.Size = long.MaxValue])
        {
            server.Spoil = spoil;
            Assert.Equal(7, (await server.RunAsync("releases", "download", "a-body.figures", "--format", "csv", "--folder", folder.Path)).ExitCode);
        }
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_form_that_is_none_and_a_folder_that_is_a_file_are_said_to_be_so()
    {
        await using var server = await FakeServer.StartAsync();
        var wrong = await server.RunAsync("releases", "download", "a-body.figures", "--format", "pdf");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("package", wrong.Error, StringComparison.Ordinal);
        using TemporaryFile file = new("x");
        Assert.Equal(3, (await server.RunAsync("releases", "download", "a-body.figures", "--format", "csv", "--folder", file.Path)).ExitCode);
    }

    [Theory]
    [InlineData("table", "release.txt")]
    [InlineData("csv", "release.csv")]
    [InlineData("json", "release.json")]
    public async Task A_release_is_read_without_being_written(string format, string golden)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("releases", "get", "a-body.figures", "--output", format);
        Assert.Equal((0, "releases/a-body.figures"), (run.ExitCode, server.ReleasesAsked.Single()));
        Output.Golden.Is(golden, run.Out);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("benchmarking-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
