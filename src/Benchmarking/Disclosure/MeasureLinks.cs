using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>What a measure's figures followed from when an edition was cut, as the catalogue had it then.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Parts">The amounts that it is the total of.</param>
/// <param name="NumeratorOf">The percentage or rate of which it is the numerator; null when it is none's.</param>
internal sealed record MeasureLinks(MeasureId Measure, ImmutableArray<MeasureId> Parts, MeasureId? NumeratorOf)
{
    /// <summary>What a measure follows from by its definition.</summary>
    public static MeasureLinks Of(Measure measure) => new(measure.Id, measure.Parts, measure.NumeratorOf);

    /// <summary>The measures that its figures follow from.</summary>
    public ImmutableArray<MeasureId> Followed => NumeratorOf is { } ratio ? [ratio] : Parts;
}
