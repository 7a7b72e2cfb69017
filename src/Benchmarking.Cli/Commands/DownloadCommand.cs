using System.CommandLine;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Cli.Releases;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking releases download`: a published release as files.</summary>
internal static class DownloadCommand
{
    private const string All = "all";

    private const string Formats = """
        The formats:
          csv           a row for each figure; shorthand such as [c] where there is none
          csv-metadata  what the CSV's columns mean, for machines (CSVW); it belongs beside the CSV
          ods, xlsx     an accessible workbook: cover, contents, notes, and a sheet for each table
          json          the whole release, texts and figures
          package       the CSV, its metadata and the JSON, with a Frictionless datapackage.json (ZIP)
          all           each of them

        Asked again, in years, the same revision gives the same bytes.
        """;

    private static readonly Column[] Columns = [new("file", "File"), new("format", "Format"), new("bytes", "Bytes", true), new("digest", "SHA-256")];

    public static Verb Create(VerbFactory verbs)
    {
        var release = ReleaseCommands.Release();
        Option<string> format = new("--format") { Description = "In which form", HelpName = string.Join('|', Choices), Required = true };
        format.AcceptOnlyFromAmong(Choices);
        Option<DirectoryInfo> folder = new("--folder") { Description = "Where to put the files; it is made when it is not there. Default: here", HelpName = "FOLDER", DefaultValueFactory = _ => new(".") };
        Option<bool> force = new("--force") { Description = "Overwrite files that are there" };
        var revision = ReleaseCommands.Revision();
        return verbs.Make("download", "Take a published release away as files (no key needed)",
        [
            "benchmarking releases download social-enterprise-uk.communities-count --format ods",
            "benchmarking releases download social-enterprise-uk.communities-count --format all --folder communities-count --revision 1",
        ], [release, format, folder, revision, force], async invocation =>
        {
            string name = await RevisionAsync(invocation, invocation.Value(release)!, invocation.Value(revision));
            var files = await FetchAsync(invocation, name, FormatsOf(invocation.Value(format)!));
            var paths = Write(files, invocation.Value(folder)!, invocation.Value(force));
            invocation.Show(new("files", Columns, [.. files.Zip(paths, (file, path) => (IReadOnlyList<object?>)[path, Words.Of(file.Format), file.Bytes.Length, file.Digest])]));
        }, Formats);
    }

    private static string[] Choices => [.. Words.All<DownloadFormat>(), All];

    private static DownloadFormat[] FormatsOf(string word) => [.. (word == All ? Words.All<DownloadFormat>() : [word]).Select(Words.Parse<DownloadFormat>)];

    // All files are of one revision, also when another appears meanwhile.
    private static async Task<string> RevisionAsync(Invocation invocation, string release, int? revision)
    {
        string name = ResourceName.Release(release);
        int number = revision ?? (await invocation.Client.Releases.GetReleaseAsync(new() { Name = name }, cancellationToken: invocation.Cancellation)).Revision;
        return ResourceName.Revision(name, number);
    }

    private static async Task<FetchedFile[]> FetchAsync(Invocation invocation, string name, DownloadFormat[] formats)
    {
        List<FetchedFile> files = [];
        foreach (var format in formats)
        {
            await ImportProgress.RunAsync(invocation.Terminal, $"Fetching {Words.Of(format)}", async report =>
            {
                using var call = invocation.Client.Releases.DownloadRelease(new() { Name = name, Format = format }, cancellationToken: invocation.Cancellation);
                files.Add(await FetchedFile.ReadAsync(call, format, (done, all) => report((int)done, (int)all), invocation.Cancellation));
            });
        }

        return [.. files];
    }

    // Either all are written or, when one of them is there already, none.
    private static string[] Write(FetchedFile[] files, DirectoryInfo folder, bool force)
    {
        string[] paths = [.. files.Select(file => Path.Combine(folder.ToString(), file.Name))];
        string[] taken = force ? [] : [.. paths.Where(Path.Exists)];
        if (taken.Length > 0)
            throw new RefusalException(ExitCode.WrongState, $"Nothing was written: {string.Join(", ", taken)} {(taken.Length == 1 ? "is" : "are")} there already.", "Overwrite with --force, or name another --folder.");
        try
        {
            folder.Create();
            foreach ((var file, string path) in files.Zip(paths))
            {
                // Whoever looks at the folder meanwhile sees whole files only.
                File.WriteAllBytes(path + ".part", file.Bytes);
                File.Move(path + ".part", path, overwrite: force);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException(ExitCode.BadInput, $"The files cannot be written to {folder}: {refused.Message}", "Name another --folder.", cause: refused);
        }

        return paths;
    }
}
