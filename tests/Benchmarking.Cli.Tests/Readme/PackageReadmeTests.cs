using System.Text.RegularExpressions;
using Benchmarking.Client;
using Benchmarking.Testing;
using Benchmarking.V1;

namespace Benchmarking.Cli.Tests.Readme;

/// <summary>The client package's README says what its examples do: they are compiled here, and run against a server of this build.</summary>
public sealed partial class PackageReadmeTests : IDisposable
{
    private const int MostLines = 5;

    private readonly string _directory = Directory.CreateTempSubdirectory("package").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_README_shows_the_examples_that_are_run()
    {
        string source = File.ReadAllText(Path.Combine(BuiltProgram.Root, "tests", "Benchmarking.Cli.Tests", "Readme", "PackageExamples.cs"));
        string[] run = [.. Body().Matches(source).Select(match => match.Groups["text"].Value.Replace("\n        ", "\n", StringComparison.Ordinal)["        ".Length..])];
        string usings = source[..source.IndexOf("\n\nnamespace", StringComparison.Ordinal)] + "\n";
        string[] shown = [.. Block().Matches(File.ReadAllText(Path.Combine(BuiltProgram.Root, "src", "Benchmarking.Client", "README.md"))).Select(match => match.Groups["text"].Value)];
        Assert.Equal(4, run.Length);
        Assert.Equal([usings, .. run], shown);
    }

    [Fact]
    public void An_example_for_each_kind_of_user_has_five_lines()
    {
        string source = File.ReadAllText(Path.Combine(BuiltProgram.Root, "src", "Benchmarking.Client", "README.md"));
        Assert.All(Block().Matches(source).Skip(1).Take(3), match => Assert.Equal(MostLines, match.Groups["text"].Value.Count(letter => letter == '\n')));
    }

    [Fact]
    public async Task The_examples_work_with_the_sample()
    {
        await using BuiltProgram program = ReadmeServer.Start(_directory, "--sample");
        Uri server = new(ReadmeServer.UrlIn(await program.LineAsync("listens on")));
        string member = KeyBefore(program, " compare "), analyst = KeyBefore(program, " --measure emp-01 "), steward = KeyBefore(program, " editions list ");

        Assert.Matches(@"^(.+: \d.* \S.*, at or above percentile \d+ of sector=local-authority\n)+$", await OutputAsync(output => PackageExamples.MemberAsync(server, member, output)));
        string publisher = await IssueAsync(server, steward, new() { Role = Role.Publisher, Body = "bodies/our-federation" });
        Assert.Equal("releases/our-federation.local-spend: Draft\n", await OutputAsync(output => PackageExamples.PublisherAsync(server, publisher, output)));
        // Each region of the synthetic sector has a row; enough of them have a figure.
        string[] rows = (await OutputAsync(output => PackageExamples.AnalystAsync(server, analyst, output))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(rows.Length, 2, 20);
        Assert.All(rows, row => Assert.Matches(@"^sector=local-authority,region=[a-z-]+: (\d[\d.]* \S.*|Withheld|Refused|NotAvailable)$", row));
        Assert.Contains(rows, row => char.IsDigit(row[row.IndexOf(": ", StringComparison.Ordinal) + 2]));
        Assert.Contains("1999", await OutputAsync(output => PackageExamples.RefusalAsync(server, member, output)), StringComparison.Ordinal);
    }

    private static async Task<string> IssueAsync(Uri server, string steward, IssueKeyRequest request)
    {
        using BenchmarkingClient client = new(server, steward);
        return (await client.Keys.IssueKeyAsync(request, cancellationToken: TestContext.Current.CancellationToken)).Secret;
    }

    private static async Task<string> OutputAsync(Func<TextWriter, Task> example)
    {
        await using StringWriter output = new() { NewLine = "\n" };
        await example(output);
        return output.ToString();
    }

    private static string KeyBefore(BuiltProgram program, string command) =>
        ReadmeServer.KeyIn(program.Lines.Single(line => line.Contains("--key ", StringComparison.Ordinal) && line.Contains(command, StringComparison.Ordinal)));

    [GeneratedRegex(@"^    \{\n(?<text>.*?)^    \}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex(@"^```csharp\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
