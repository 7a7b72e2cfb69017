using System.Diagnostics;
using System.Text.RegularExpressions;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>What the runbook has an operator do on one machine, in its order, can be done.</summary>
public sealed partial class OneMachineTests : IDisposable
{
    private const string Install = "sh /opt/benchmarking/deploy/systemd/install.sh";

    private readonly TemporaryDirectory _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void The_folder_of_the_settings_is_made_before_anything_is_put_into_it()
    {
        Assert.Contains("EnvironmentFile=-/etc/benchmarking/server.env", DeployFiles.Read("systemd/benchmarking.service"), StringComparison.Ordinal);
        Assert.Equal("install -d -m 0750 -o root -g benchmarking /etc/benchmarking", DeployFiles.Commands.First(line => line.Contains("/etc/benchmarking", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_units_run_is_installed_where_an_upgrade_leaves_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell of that kind here.");
        ProcessStartInfo start = new("/bin/sh", [DeployFiles.PathOf("systemd/install.sh")]);
        start.Environment["DESTDIR"] = _machine.Path;
        await ProgramRun.OutputOfAsync(start);
        string script = Script().Match(DeployFiles.Read("systemd/benchmarking-backup.service")).Groups["path"].Value;
        Assert.False(script.StartsWith("/opt/benchmarking/", StringComparison.Ordinal), script);
        Assert.Equal(DeployFiles.Read("systemd/backup.sh"), await InstalledAsync(script));
        Assert.Equal(DeployFiles.Read("systemd/benchmarking-server"), await InstalledAsync("/usr/local/sbin/benchmarking-server"));
        foreach (string unit in (string[])["benchmarking.service", "benchmarking-backup.service", "benchmarking-backup.timer"])
            Assert.Equal(DeployFiles.Read($"systemd/{unit}"), await InstalledAsync($"/etc/systemd/system/{unit}"));
    }

    // When it is put up, when it is upgraded, and on the way back.
    [Fact]
    public void Each_version_brings_what_runs_it()
    {
        Assert.Equal(3, DeployFiles.Commands.Count(line => line == Install));
        Assert.Equal(3, DeployFiles.Commands.Count(line => line.EndsWith(" /opt/benchmarking", StringComparison.Ordinal) || line.Contains(" -o /opt/benchmarking ", StringComparison.Ordinal)));
    }

    // openssl leaves them to root alone, and the service would not start.
    [Fact]
    public void Each_certificate_that_a_setting_names_is_put_there_for_the_services_user()
    {
        string[] named = [.. Certificate().Matches(DeployFiles.Runbook).Select(match => match.Groups["file"].Value).Distinct()];
        Assert.Equal(["encryption-2027.pfx", "encryption.pfx", "tls.pfx"], named.Order(StringComparer.Ordinal));
        Assert.All(named, file => Assert.Contains($"install -o benchmarking -g benchmarking -m 0400 {file} /etc/benchmarking/", DeployFiles.Commands));
        Assert.DoesNotContain(DeployFiles.Commands, line => line.Contains("-out /etc/", StringComparison.Ordinal));
    }

    // Another machine has none of them before its first night.
    [Fact]
    public void The_folders_of_copies_are_made_before_a_copy_is_restored_out_of_them()
    {
        string[] commands = [.. DeployFiles.Commands];
        int entered = Array.IndexOf(commands, "cd /var/lib/benchmarking-backups");
        Assert.True(entered > 0);
        string making = Assert.Single(commands[..entered], line => line.StartsWith("install -d -o benchmarking -g benchmarking -m 0700 ", StringComparison.Ordinal));
        Assert.All((string[])["", "-backups", "-backups/records", "-backups/keys"], folder => Assert.Contains($"/var/lib/benchmarking{folder}", making.Split(' ')));
    }

    private Task<string> InstalledAsync(string path) => File.ReadAllTextAsync(_machine.Path + path, TestContext.Current.CancellationToken);

    [GeneratedRegex("^ExecStart=/bin/sh (?<path>[^ ]+)", RegexOptions.Multiline)]
    private static partial Regex Script();

    [GeneratedRegex(@"Benchmarking__(Encryption)?Certificate=/etc/benchmarking/(?<file>[\w.-]+)")]
    private static partial Regex Certificate();
}
