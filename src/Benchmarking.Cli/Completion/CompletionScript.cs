namespace Benchmarking.Cli.Completion;

/// <summary>
/// What each shell runs when its user presses Tab. The words come from the program itself, by System.CommandLine's own <c>[suggest:POSITION]</c>, so that
/// they are always those of the version that is installed; where it has none, the shell completes files.
/// </summary>
internal static class CompletionScript
{
    // Lists and loops that bash 3.2 has too, which is what macOS brings; nothing that the program prints is expanded.
    private const string Bash = """
        _benchmarking() {
          local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} reply
          line=${line#*"${COMP_WORDS[0]}"}
          line=${line#"${line%%[![:space:]]*}"}
          COMPREPLY=()
          while IFS= read -r reply; do
            [[ $reply == "$word"* ]] && COMPREPLY+=("$reply")
          done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _benchmarking benchmarking

        """;

    private const string Zsh = """
        #compdef benchmarking
        _benchmarking() {
          local line="${(j: :)words[2,CURRENT]}"
          local -a replies
          replies=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          [[ ${words[CURRENT]} == --*=* ]] && compset -P '*='
          compadd -a replies || _files
        }
        compdef _benchmarking benchmarking

        """;

    private const string Fish = """
        function __benchmarking
            set -l command (commandline -opc)[1]
            set -l line (commandline -cp | string replace -r '^\s*\S+\s*' '')
            set -l word (commandline -ct)
            set -l replies ($command "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -- "$word*")
            if test (count $replies) -gt 0
                printf '%s\n' $replies
            else
                __fish_complete_path $word
            end
        end
        complete -c benchmarking -f -a '(__benchmarking)'

        """;

    /// <summary>The shells that have one.</summary>
    public static string[] Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script of a shell.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
