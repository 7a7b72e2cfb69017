using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Returns;

/// <summary>An organisation's own figure on one (measure, stage): for its own eyes.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Value">In the measure's unit.</param>
/// <param name="Denominator">What it is over.</param>
public sealed record OwnFigure(MeasureId Measure, Stage Stage, double Value, decimal Denominator)
{
    /// <summary>The own figures of an organisation's submitted lines; lines of a measure no longer in the catalogue give none.</summary>
    public static ImmutableArray<OwnFigure> Of(IEnumerable<ReturnLine> lines, Catalogue catalogue) =>
    [
        .. from contribution in Contribution.Sum(lines)
           let measure = catalogue.Find(contribution.Measure)
           where measure is not null
           select new OwnFigure(contribution.Measure, contribution.Stage, measure.Value(contribution.Numerator, contribution.Denominator), contribution.Denominator),
    ];

    /// <summary>Without the figure: whatever prints or logs it tells nothing.</summary>
    public override string ToString() => $"a figure of {Measure}, {Stage}";
}
