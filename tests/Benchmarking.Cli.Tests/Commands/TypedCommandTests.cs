namespace Benchmarking.Cli.Tests.Commands;

public sealed class TypedCommandTests
{
    private const string Id = "6a4c1e2e-8d3b-4a57-9a0e-3f1f0d9b7c55";

    [Theory]
    [InlineData("editions cut --period=2024", "benchmarking editions cut --request-id " + Id + " --period 2024")]
    [InlineData("editions cut --request-id another --period 2024", "benchmarking editions cut --request-id " + Id + " --period 2024")]
    [InlineData("--key bmk_secret editions cut --period 2024", "benchmarking --key KEY editions cut --request-id " + Id + " --period 2024")]
    [InlineData("--key=bmk_secret editions cut --period 2024", "benchmarking --key KEY editions cut --request-id " + Id + " --period 2024")]
    public void A_command_is_typed_again_as_the_same_request_without_its_key(string typed, string again) => Assert.Equal(again, Again(typed.Split(' ')));

    [Fact]
    public void Words_that_a_shell_would_take_apart_are_quoted() =>
        Assert.Equal($"benchmarking releases publish --request-id {Id} a.b --reason 'it'\\''s $1; agreed' --etag ''",
            Again("releases", "publish", "a.b", "--reason", "it's $1; agreed", "--etag", ""));

    private static string Again(params string[] arguments) =>
        TypedCommand.Again(CommandLine.Root(new(Stream.Null, TextWriter.Null, TextWriter.Null)).Parse(arguments), Id);
}
