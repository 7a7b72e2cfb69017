using System.Collections.Immutable;

namespace Benchmarking.Queries;

/// <summary>A query as it was sent, but for its editions and its page.</summary>
/// <param name="Measures">Names of measures; none for all that the editions have.</param>
/// <param name="Stages">Numbers of stages; none for each measure's usual one.</param>
/// <param name="Filter">Whom the rows are about.</param>
/// <param name="GroupBy">Identifiers of dimensions.</param>
/// <param name="Statistics">Numbers of statistics; none for those that tell of the measure.</param>
public sealed record QueryText(
    ImmutableArray<string> Measures, ImmutableArray<int> Stages, string Filter, ImmutableArray<string> GroupBy, ImmutableArray<int> Statistics);
