using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Cohorts;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Releases;

/// <summary>Names an edition of a period, or its latest.</summary>
/// <param name="Period">The period.</param>
/// <param name="Number">Its number; null for the latest that is given.</param>
public sealed record EditionName(Period Period, int? Number)
{
    /// <summary>Reads <c>periods/{period}/editions/{n}</c>, <c>periods/{period}</c> or a bare period; null when the text is neither.</summary>
    public static EditionName? TryParse(string? text) => (text ?? "").Trim().Split('/') switch
    {
        ["periods", var period, "editions", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 => Of(period, n),
        ["periods", var period] => Of(period, null),
        [var period] => Of(period, null),
        _ => null,
    };

    private static EditionName? Of(string period, int? number) => Period.TryParse(period) is { } known ? new(known, number) : null;
}

/// <summary>A measure of a table to be.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage; null for the measure's usual one.</param>
public sealed record PlannedMeasure(MeasureId Measure, Stage? Stage);

/// <summary>A draft's table, read.</summary>
/// <param name="Field">Where it stands in the draft, such as <c>sections[1].tables[2]</c>, for problems.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Editions">The editions, at least one.</param>
/// <param name="Measures">The measures, at least one.</param>
/// <param name="Cohorts">The cohorts, at least one.</param>
internal sealed record TablePlan(
    string Field, string Title, ImmutableArray<EditionName> Editions, ImmutableArray<PlannedMeasure> Measures, ImmutableArray<Cohort> Cohorts)
{
    /// <summary>Rows that come of it.</summary>
    public long RowCount => (long)Editions.Length * Measures.Length * Cohorts.Length;
}

/// <summary>A draft that was checked, and what its tables are to be made of.</summary>
/// <param name="Draft">The draft, its texts trimmed.</param>
/// <param name="Tables">For each section its tables.</param>
internal sealed record ReleasePlan(ReleaseDraft Draft, ImmutableArray<ImmutableArray<TablePlan>> Tables);
