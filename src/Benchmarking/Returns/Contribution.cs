using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Returns;

/// <summary>
/// What an organisation contributes to one (measure, stage): the sum of its lines. Not protected, therefore internal: no reader can name it.
/// </summary>
internal readonly record struct Contribution(MeasureId Measure, Stage Stage, decimal Numerator, decimal Denominator)
{
    /// <summary>One contribution for each (measure, stage) of the lines, in the order of measure and stage.</summary>
    public static ImmutableArray<Contribution> Sum(IEnumerable<ReturnLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Measure, line.Stage))
            .OrderBy(group => group.Key.Measure.Value, StringComparer.Ordinal).ThenBy(group => group.Key.Stage)
            .Select(group => new Contribution(
                group.Key.Measure, group.Key.Stage, group.Sum(line => line.Numerator), group.Sum(line => line.Denominator))),
    ];

    /// <summary>Without the figure: whatever prints or logs it tells nothing.</summary>
    public override string ToString() => $"a contribution to {Measure}, {Stage}";
}
