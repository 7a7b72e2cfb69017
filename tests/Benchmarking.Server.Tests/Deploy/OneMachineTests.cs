namespace Benchmarking.Server.Tests.Deploy;

/// <summary>What the runbook has an operator do on one machine, in its order, can be done.</summary>
public sealed class OneMachineTests
{
    [Fact]
    public void The_folder_of_the_settings_is_made_before_anything_is_put_into_it()
    {
        Assert.Contains("EnvironmentFile=-/etc/benchmarking/server.env", DeployFiles.Read("systemd/benchmarking.service"), StringComparison.Ordinal);
        Assert.Equal("install -d -m 0750 -o root -g benchmarking /etc/benchmarking", DeployFiles.Commands.First(line => line.Contains("/etc/benchmarking", StringComparison.Ordinal)));
    }
}
