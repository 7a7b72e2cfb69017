using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Benchmarking.Server.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Benchmarking.Performance;

/// <summary>How large the pages are that anyone may read, and how long they take: over one connection to a warm server on this machine.</summary>
internal static partial class PageMeasurement
{
    private const int Warmings = 100;
    private const int Times = 500;

    private static readonly string[] Pages = ["/", "/releases", "/releases/calendar", "/sign-in"];

    /// <summary>Measures a server of its own, which has nothing in it; or the pages of one that runs already.</summary>
    /// <param name="address">The address of the running server's pages; null for a server of its own.</param>
    public static async Task RunAsync(Uri? address)
    {
        if (address is not null)
        {
            await MeasureAsync(address);
            return;
        }
        DirectoryInfo directory = Directory.CreateTempSubdirectory("benchmarking-pages-");
        await using (WebApplication server = ServerHost.Build(["--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", "http://127.0.0.1:0", "--Benchmarking:Limits:PagesPerSecond", "0",
            "--Benchmarking:DataDirectory", directory.FullName, "--Benchmarking:DrainSeconds", "0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Benchmarking", "None"]))
        {
            await server.StartAsync();
            await MeasureAsync(new(server.Urls.Last()));
            await server.StopAsync();
        }
        directory.Delete(recursive: true);
    }

    private static async Task MeasureAsync(Uri address)
    {
        using HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        Console.WriteLine($"{Times} times each after {Warmings}, one after another; sizes are those sent (gzip)");
        Console.WriteLine("page                                       kB   median ms     95th ms     worst ms");
        string first = await TextAsync(address);
        // The newest release too, where there is one.
        string[] pages = [.. Pages, .. Release().Match(first) is { Success: true } release ? (string[])[release.Groups[1].Value] : []];
        foreach (string page in pages)
            await MeasureAsync(client, page);
        string[] files = [.. Asset().Matches(first).Select(match => match.Groups[1].Value)];
        long whole = await SizeAsync(client, "/");
        foreach (string file in files)
            whole += await SizeAsync(client, file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the first page with its {files.Length} files: {whole / 1000.0:0.0} kB"));
    }

    private static async Task MeasureAsync(HttpClient client, string page)
    {
        for (int i = 0; i < Warmings; i++)
            await client.GetByteArrayAsync(page);
        double[] milliseconds = new double[Times];
        int size = 0;
        for (int i = 0; i < Times; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            size = (await client.GetByteArrayAsync(page)).Length;
            milliseconds[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        Array.Sort(milliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{page,-38}{size / 1000.0,7:0.0}{milliseconds[Times / 2],12:0.00}{milliseconds[Times * 95 / 100],12:0.00}{milliseconds[^1],13:0.00}"));
    }

    private static async Task<string> TextAsync(Uri address)
    {
        using HttpClient client = new();
        return await client.GetStringAsync(address);
    }

    private static async Task<long> SizeAsync(HttpClient client, string path) => (await client.GetByteArrayAsync(path)).Length;

    [GeneratedRegex("href=\"(/releases/[^\"/]+[.][^\"/]+)\"")]
    private static partial Regex Release();

    [GeneratedRegex("<link [^>]*href=\"([^\"]+)\"")]
    private static partial Regex Asset();
}
