using System.Diagnostics;
using System.Globalization;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Performance.Soak;

/// <summary>The server's side of a soak, a process of its own: the real server, which tells its memory when it is asked on its standard input.</summary>
internal static class SoakServer
{
    /// <summary>Serves until its input ends. The first line it writes has its address and a steward's key; each line it reads is answered by its memory.</summary>
    /// <param name="settings">The server's settings.</param>
    public static async Task RunAsync(string[] settings)
    {
        await using WebApplication server = ServerHost.Build(settings);
        await server.StartAsync();
        string key = (await server.Services.GetRequiredService<KeyRing>().IssueAsync(Role.Steward, null)).Key;
        Console.WriteLine($"{server.Urls.First()} {key}");
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true)} {WorkingSet()}"));
        await server.StopAsync();
    }

    private static long WorkingSet()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
