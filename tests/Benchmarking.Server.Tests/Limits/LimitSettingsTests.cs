using System.Net;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Limits;
using Microsoft.Extensions.Configuration;

namespace Benchmarking.Server.Tests.Limits;

/// <summary>The settings of limits, and what counts as one address.</summary>
public sealed class LimitSettingsTests
{
    [Fact]
    public void The_defaults_hold_and_are_those_of_the_settings_file()
    {
        Assert.Empty(new LimitOptions().Validate());
        IConfiguration file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build().GetSection("Benchmarking:Limits");
        Assert.All(typeof(LimitOptions).GetProperties(), property => Assert.Equal(property.GetValue(new LimitOptions()), file.GetValue<int?>(property.Name)));
    }

    [Fact]
    public void Every_limit_below_zero_is_told_with_what_to_write()
    {
        foreach (var property in typeof(LimitOptions).GetProperties())
        {
            LimitOptions options = new();
            property.SetValue(options, -1);
            Assert.Equal([$"Benchmarking:Limits:{property.Name} is -1. Write 0 for no limit, or the limit."], new BenchmarkingOptions { Limits = options }.Validate());
        }
    }

    [Fact]
    public void A_burst_below_the_rate_is_told_with_what_to_write() =>
        Assert.Collection(new LimitOptions { CallsInBurst = 499, PagesInBurst = 19 }.Validate(),
            calls => Assert.Contains("Write 500 or more.", calls, StringComparison.Ordinal), pages => Assert.Contains("Write 20 or more.", pages, StringComparison.Ordinal));

    [Fact]
    public void No_limit_at_all_is_allowed() =>
        Assert.Empty(new LimitOptions { CallsPerSecond = 0, CallsInBurst = 0, CallsAtOnce = 0, StreamsAtOnce = 0, ImportedLinesPerDay = 0, FailedAttemptsPerMinute = 0 }.Validate());

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010db800010002/64")]
    [InlineData("2001:db8:1:2::1", "20010db800010002/64")]
    [InlineData("2001:db8:1:3::1", "20010db800010003/64")]
    public void Addresses_that_one_host_can_have_are_one(string address, string counted) => Assert.Equal(counted, ClientAddress.Of(IPAddress.Parse(address)));
}
