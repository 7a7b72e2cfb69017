using System.Diagnostics;
using Benchmarking.Testing;

namespace Benchmarking.Cli.Tests.Completion;

/// <summary>The scripts in the shells that they are for: bash is everywhere; the others are tried where they are installed.</summary>
public sealed class CompletionTests
{
    // What a shell does when Tab is pressed at the end of a line, which is the first argument and in words the others.
    private const string Bash = """
        source <(benchmarking completion bash)
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
        _benchmarking benchmarking
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    // Within zsh's own completion only are compadd and compset to be had; here they print what fits, as compadd does.
    private const string Zsh = """
        compdef() { : }
        compset() { : }
        compadd() { print -l -- ${(M)${(P)2}:#${words[CURRENT]}*} }
        words=("${@[2,-1]}") CURRENT=$(($# - 1))
        source <(benchmarking completion zsh)
        _benchmarking
        """;

    private const string Fish = """
        benchmarking completion fish | source
        complete -C $argv[1] | string replace -r '\t.*' ''
        """;

    public static TheoryData<string, string[]> Lines { get; } = new()
    {
        { "benchmarking quer", ["query"] },
        { "benchmarking releases down", ["download"] },
        { "benchmarking query --st", ["--stage", "--statistic"] },
        { "benchmarking query --output ", ["arrow", "csv", "json", "table"] },
        { "benchmarking trend --output ", ["csv", "json", "table"] },
        { "benchmarking keys issue --role p", ["publisher"] },
        { "benchmarking query --period 2025-26 --statistic mean,me", ["mean,median"] },
        { "benchmarking query --group-by sector,", ["sector,region", "sector,size_band_homes"] },
        { "benchmarking completion b", ["bash"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Bash_completes_a_line(string line, string[] words) => Assert.Equal(words, await CompleteAsync("bash", ["--norc", "-c", Bash, "bash"], line));

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Zsh_completes_a_line(string line, string[] words) => Assert.Equal(words, await CompleteAsync("zsh", ["-f", "-c", Zsh, "zsh"], line));

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Fish_completes_a_line(string line, string[] words) => Assert.Equal(words, await CompleteAsync("fish", ["--no-config", "-c", Fish], line));

    [Fact]
    public async Task Nothing_that_was_typed_is_run()
    {
        string line = "benchmarking query --filter '$(touch run-me)' --measure $(touch run-me) --stage del";
        Assert.Equal(["delivered"], await CompleteAsync("bash", ["--norc", "-c", Bash, "bash"], line));
        Assert.False(File.Exists(Path.Combine(BuiltProgram.Root, "run-me")));
    }

    [Fact]
    public async Task Only_shells_that_have_a_script_are_taken()
    {
        var run = await CliRun.OfAsync(["completion", "csh"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("bash", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string[]> CompleteAsync(string shell, string[] arguments, string line)
    {
        Assert.SkipUnless(ProgramRun.IsHere(shell), $"{shell} is not installed.");
        ProcessStartInfo start = new(shell, [.. arguments, line, .. line.Split(' ')]) { WorkingDirectory = BuiltProgram.Root };
        string built = Path.Combine(BuiltProgram.Root, "artifacts", "bin", "Benchmarking.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name);
        start.Environment["PATH"] = built + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        ProgramRun run = await ProgramRun.OfAsync(start);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
