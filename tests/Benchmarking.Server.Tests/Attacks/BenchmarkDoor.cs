using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>The figures of one cohort by GetBenchmark.</summary>
internal sealed class BenchmarkDoor : Door
{
    public override string WordsFor(string cohort) => cohort;

    public override IEnumerable<string> PhrasesFor(string cohort) =>
    [
        cohort, string.Join(',', cohort.Split(',').Reverse()), cohort.Replace(",", " , ", StringComparison.Ordinal),
        cohort.ToUpperInvariant().Replace("=", " = ", StringComparison.Ordinal),
    ];

    public override async Task<IReadOnlyList<IMessage>> AskAsync(Api key, string edition, string measure, string words) =>
        [await key.Benchmarks.GetBenchmarkAsync(new() { Edition = edition, Measure = measure, Cohort = words })];

    public override Benchmark FiguresIn(IReadOnlyList<IMessage> replies) => (Benchmark)replies.Single();
}
