using Benchmarking.Cli.Output;

namespace Benchmarking.Cli.Imports;

/// <summary>What an import stored, and how much of it was new.</summary>
internal sealed class ImportTally
{
    public int Stored { get; private set; }

    private int Changed { get; set; }

    public void Count(bool changed)
    {
        Stored++;
        if (changed) Changed++;
    }

    public Listing Summary(string noun) => new(noun,
        [new(noun, noun, true), new("changed", "changed", true), new("unchanged", "unchanged", true)], [[Stored, Changed, Stored - Changed]])
    {
        Single = true,
        Sentence = Invariant($"{Stored:N0} {noun}: {Changed:N0} added or changed, {Stored - Changed:N0} as they were"),
    };
}
