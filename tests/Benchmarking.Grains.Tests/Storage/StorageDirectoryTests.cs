using System.Diagnostics;
using Benchmarking.Grains.Storage;

namespace Benchmarking.Grains.Tests.Storage;

public sealed class StorageDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_directory_is_made_with_its_parents_and_is_private()
    {
        using StorageDirectory directory = StorageDirectory.Open(_temporary.File("a/b/c"));
        Assert.Equal(_temporary.File("a/b/c"), directory.Path);
        Assert.True(Directory.Exists(directory.Path));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
    }

    [Fact]
    public void A_second_server_is_refused_until_the_first_has_gone()
    {
        string path = _temporary.File("data");
        using (StorageDirectory.Open(path))
        {
            var refusal = Assert.Throws<StorageUnavailableException>(() => StorageDirectory.Open(path));
            Assert.StartsWith($"Another server is using the data directory '{path}'", refusal.Message, StringComparison.Ordinal);
        }
        StorageDirectory.Open(path).Dispose();
    }

    [Fact]
    public async Task A_killed_server_leaves_the_directory_free()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "Needs flock(1) to stand in for another server's process.");
        StorageDirectory.Open(_temporary.Path).Dispose();
        string command = $"exec flock --no-fork --exclusive '{_temporary.File("server.lock")}' sh -c 'echo held; exec cat'";
        using Process other = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Throws<StorageUnavailableException>(() => StorageDirectory.Open(_temporary.Path));
        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        StorageDirectory.Open(_temporary.Path).Dispose();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    public void A_path_that_cannot_be_a_directory_is_named_with_the_remedy(string name)
    {
        File.WriteAllText(_temporary.File("file"), "");
        var refusal = Assert.Throws<StorageUnavailableException>(() => StorageDirectory.Open(_temporary.File(name)));
        Assert.Contains($"'{_temporary.File(name)}' cannot be made or written to", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Name a directory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_may_not_be_written_to_is_named_with_the_remedy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write anywhere.");
        string path = _temporary.File("theirs");
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refusal = Assert.Throws<StorageUnavailableException>(() => StorageDirectory.Open(path));
        Assert.Contains($"'{path}' cannot be made or written to", refusal.Message, StringComparison.Ordinal);
    }
}
