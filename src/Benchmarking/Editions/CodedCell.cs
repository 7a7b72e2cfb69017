using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Editions;

/// <summary>Makes the figures of a cell that may be told as bands only.</summary>
internal static class CodedCell
{
    /// <summary>The cell of a cohort: for each figure that would be published, the band that it lies in.</summary>
    public static Cell Of(Cohort cohort, int memberCount, ImmutableArray<ColumnEntry> entries, Measure measure, DisclosurePolicy policy)
    {
        Cell exact = PublishedCell.Exact(cohort, memberCount, entries, measure, policy);
        if (measure.Kind == MeasureKind.YesNo)
        {
            CodedAnswers answers = CodedAnswers.Of(entries.Count(entry => entry.Numerator == 1), entries.Length, policy.CodingBandPoints, policy.ProportionTail);
            return exact.Coded(_ => Figure.Coded(answers.Text, new(answers.Lower, answers.Upper)));
        }
        return exact.Coded(value => OfBand(CodedBand.Of(value, measure.Kind, policy.CodingBandPoints), measure));
    }

    /// <summary>The figure of a value that is told as the band it lies in.</summary>
    public static Figure OfBand(CodedBand band, Measure measure) => Figure.Coded(band.ToText(measure), new(band.Lower, band.Upper));
}
