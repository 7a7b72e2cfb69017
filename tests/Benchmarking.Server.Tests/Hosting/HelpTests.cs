using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Commands;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>The program's help names what can be set.</summary>
public sealed class HelpTests
{
    [Fact]
    public async Task Every_setting_of_one_value_is_explained()
    {
        string help = await ServerCommand.RunAsync(["--help"]);
        string[] settings = [.. typeof(BenchmarkingOptions).GetProperties().Where(property => property.CanWrite && IsOneValue(property.PropertyType)).Select(property => property.Name)];
        Assert.Contains(nameof(BenchmarkingOptions.DrainSeconds), settings);
        Assert.All(settings, setting => Assert.Contains($"--Benchmarking:{setting} ", help, StringComparison.Ordinal));
    }

    private static bool IsOneValue(Type type) => type == typeof(string) || (Nullable.GetUnderlyingType(type) ?? type).IsPrimitive;
}
