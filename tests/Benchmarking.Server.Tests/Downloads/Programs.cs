using System.Diagnostics;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.House;
using Benchmarking.Testing;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>The programs of others that read the downloads; tests/run installs them.</summary>
internal static class Programs
{
    /// <summary>Has LibreOffice write every sheet of workbooks as CSV, with numbers as they are stored.</summary>
    /// <param name="folder">Where the workbooks are, each under a name of its own.</param>
    /// <param name="files">Their names.</param>
    /// <returns>The sheets by <c>{name without its ending}-{sheet}</c>.</returns>
    public static async Task<Dictionary<string, byte[]>> ConvertAsync(string folder, params string[] files)
    {
        using TemporaryDirectory profile = new();
        string result = Path.Combine(folder, "sheets");
        // Comma, quotation mark, UTF-8, from the first line; all texts quoted, contents not as shown; -1: every sheet.
        await RunAsync("soffice", folder,
        [
            $"-env:UserInstallation={new Uri(profile.Path).AbsoluteUri}", "--headless", "--norestore", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1",
            "--outdir", result, .. files,
        ]);
        return Directory.GetFiles(result).ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllBytes);
    }

    /// <summary>Has sqlite3 import a CSV into a table named figures, and gives what a query prints as JSON.</summary>
    public static Task<string> QueryAsync(string file, string query) =>
        RunAsync("sqlite3", Path.GetDirectoryName(file)!, [":memory:", "-cmd", $".import --csv \"{Path.GetFileName(file)}\" figures", "-json", query]);

    /// <summary>Runs a script where npm's packages are.</summary>
    /// <param name="script">Its path below this project, such as <c>Downloads/readers/csvw.mjs</c>.</param>
    /// <param name="package">The package of npm that it reads with.</param>
    /// <param name="arguments">What it is given.</param>
    public static async Task<string> RunScriptAsync(string script, string package, params string[] arguments)
    {
        string packages = Path.Combine(Repository.Root.FullName, "artifacts", "npm");
        Assert.True(Directory.Exists(Path.Combine(packages, "node_modules", package)), $"{package} is not there: tests/run installs it.");
        string path = Path.Combine(Repository.Root.FullName, "tests", "Benchmarking.Server.Tests", script);
        // From standard input: packages are then looked for where it is run.
        return await RunAsync("node", packages, ["--input-type=module", "-", .. arguments], await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    private static Task<string> RunAsync(string program, string folder, string[] arguments, string input = "")
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder };
        start.Environment["HOME"] = folder;
        return ProgramRun.OutputOfAsync(start, input);
    }
}
