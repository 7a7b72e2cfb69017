using System.CommandLine;
using Benchmarking.Cli.Completion;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking completion`: the shell completes commands, options and their words.</summary>
internal static class CompletionCommand
{
    private const string Explanation = """
        To have it in every session:
          bash  echo 'source <(benchmarking completion bash)' >> ~/.bashrc
          zsh   echo 'source <(benchmarking completion zsh)' >> ~/.zshrc   (after compinit)
          fish  benchmarking completion fish > ~/.config/fish/completions/benchmarking.fish
        It asks no server: names of measures, organisations and periods are not completed.
        """;

    public static Command Create(VerbFactory verbs)
    {
        Argument<string> shell = new("SHELL") { Description = string.Join(", ", CompletionScript.Shells) };
        shell.AcceptOnlyFromAmong(CompletionScript.Shells);
        return verbs.Make("completion", "Print the script by which a shell completes commands and options", ["source <(benchmarking completion bash)"], [shell],
            invocation => invocation.Terminal.Out.WriteAsync(CompletionScript.Of(invocation.Value(shell)!)), Explanation);
    }
}
