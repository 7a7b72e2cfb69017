using Benchmarking.Cli.Csv;
using Benchmarking.DraftFiles;
using Benchmarking.V1;

namespace Benchmarking.Cli.Releases;

/// <summary>A draft in a file that the person named.</summary>
internal sealed class DraftFile
{
    private readonly DraftYaml _draft;

    private DraftFile(DraftYaml draft) => _draft = draft;

    /// <summary>What the file says.</summary>
    public DraftContent Content => _draft.Content;

    /// <summary>Reads a file, or refuses it with every problem.</summary>
    public static DraftFile Read(CsvFile file)
    {
        var (draft, problems) = DraftYaml.Read(file.Bytes);
        return draft is not null
            ? new(draft)
            : throw new RefusalException(ExitCode.BadInput, Invariant($"{file.Name} has {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:"), problems: problems);
    }

    /// <summary>The same problem with the line of the file that its field stands on.</summary>
    public Problem WithLine(Problem problem) => _draft.WithLine(problem);
}
