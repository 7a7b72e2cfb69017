using System.CommandLine;
using System.Text.RegularExpressions;
using Benchmarking.Testing;

namespace Benchmarking.Cli.Tests.Readme;

/// <summary>Every command of ours that the runbook tells an operator to type is one.</summary>
public sealed partial class RunbookTests
{
    [Fact]
    public void Every_command_of_the_runbook_is_one()
    {
        string[] commands = [.. Command().Matches(File.ReadAllText(Path.Combine(BuiltProgram.Root, "deploy", "README.md"))).Select(match => match.Groups["command"].Value)];
        Assert.True(commands.Length > 6);
        RootCommand root = CommandLine.Root(new(Stream.Null, TextWriter.Null, TextWriter.Null));
        Assert.All(commands, command => Assert.Empty(root.Parse(command.Replace("KEY_ID", "0123456789abcdef", StringComparison.Ordinal)).Errors));
    }

    [GeneratedRegex(@"(^|`)benchmarking (?<command>[a-z]+ [^`\n]+)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
