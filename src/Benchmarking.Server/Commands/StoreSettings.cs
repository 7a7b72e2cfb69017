using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Commands;

/// <summary>The settings of commands that work on a store without serving: the same files, variables and arguments as the server's.</summary>
internal static class StoreSettings
{
    /// <summary>Reads them.</summary>
    /// <param name="args">Arguments after the command, such as <c>--Benchmarking:Store postgres</c>.</param>
    /// <exception cref="SettingsException">They are wrong; the message has every problem.</exception>
    public static BenchmarkingOptions Read(string[] args)
    {
        BenchmarkingOptions options = ReadUnchecked(args);
        string[] problems = [.. options.ValidateStore()];
        return problems.Length == 0 ? options : throw new SettingsException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Reads them for a command that needs no store.</summary>
    public static BenchmarkingOptions ReadUnchecked(string[] args)
    {
        IConfiguration configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();
        return configuration.GetSection(BenchmarkingOptions.Section).Get<BenchmarkingOptions>() ?? new();
    }
}
