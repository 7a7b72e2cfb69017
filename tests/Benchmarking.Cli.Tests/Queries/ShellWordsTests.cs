using Benchmarking.Cli.Queries;

namespace Benchmarking.Cli.Tests.Queries;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  \t # only a comment 'with a quote", new string[0])]
    [InlineData("--a  b\tc", new[] { "--a", "b", "c" })]
    [InlineData("--filter 'region != london' # and so on", new[] { "--filter", "region != london" })]
    [InlineData("a'b c'd\"e f\"g", new[] { "ab cde fg" })]
    [InlineData("a#b '' \"\"", new[] { "a#b", "", "" })]
    [InlineData(@"""a \""b\"" \c"" '\d' \e\ f", new[] { @"a ""b"" \c", @"\d", "e f" })]
    [InlineData("$(date) `date` $HOME *", new[] { "$(date)", "`date`", "$HOME", "*" })]
    public void Words_are_those_of_a_shell_that_expands_nothing(string line, string[] words) => Assert.Equal(words, ShellWords.Split(line));

    [Theory]
    [InlineData("--filter 'region")]
    [InlineData("--filter \"region")]
    [InlineData("--filter \"region\\")]
    [InlineData("--filter \\")]
    public void A_quote_that_does_not_end_is_noticed(string line) => Assert.Null(ShellWords.Split(line));
}
