using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Editions;

/// <summary>Names a table of an edition.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage.</param>
public sealed record TableKey(MeasureId Measure, Stage Stage);

/// <summary>A cohort with its members counted; public.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="MemberCount">Its members, whether or not they returned.</param>
/// <param name="BodyCount">The same with each control group counted once; null in editions cut before it was kept.</param>
/// <param name="IsDeclared">Whether it is there because it was proposed and accepted, and not as a cross of dimensions like all others.</param>
public sealed record CohortSize(Cohort Cohort, int MemberCount, int? BodyCount = null, bool IsDeclared = false);

/// <summary>The protected tables of one cut of a period: immutable, and all that anyone reads of others' figures.</summary>
public sealed record Edition
{
    internal Edition(Period period, int number, DateTimeOffset cutTime, ImmutableArray<TableKey> tables, ImmutableArray<CohortSize> cohorts,
        int publishedCells, int withheldCells, string policyDigest)
    {
        (Period, Number, CutTime, Tables, Cohorts) = (period, number, cutTime, tables, cohorts);
        (PublishedCells, WithheldCells, PolicyDigest) = (publishedCells, withheldCells, policyDigest);
    }

    /// <summary>The period.</summary>
    public Period Period { get; }

    /// <summary>From 1 in each period.</summary>
    public int Number { get; }

    /// <summary>When it was cut.</summary>
    public DateTimeOffset CutTime { get; }

    /// <summary>Its tables, by measure and stage.</summary>
    public ImmutableArray<TableKey> Tables { get; }

    /// <summary>Its cohorts, in the order of the lattice.</summary>
    public ImmutableArray<CohortSize> Cohorts { get; }

    /// <summary>Cells published over all tables.</summary>
    public int PublishedCells { get; }

    /// <summary>Cells withheld over all tables.</summary>
    public int WithheldCells { get; }

    /// <summary>Digest of the policy it was cut under.</summary>
    public string PolicyDigest { get; }

    /// <summary>The resource name, such as <c>periods/2025/editions/1</c>.</summary>
    public string Name => $"{Period.Name}/editions/{Number}";

    /// <summary>
    /// The cohort's cell in a table: a cohort that is no cross of the edition is an ordinary answer, NOT_PUBLISHED with the nearest
    /// cohorts; one whose category no member has is refused.
    /// </summary>
    /// <param name="table">A table of this edition; null when nobody returned anything for it.</param>
    /// <param name="cohort">The cohort asked for.</param>
    public Outcome<Cell> Read(Table? table, Cohort cohort)
    {
        foreach (CohortTerm term in cohort.Terms.SelectMany(term => term.Categories.Select(category => term with { Category = category })))
        {
            Cohort single = new([term]);
            if (Cohorts.All(size => size.Cohort != single))
                return Outcome.Refused<Cell>(UnknownCategory(term));
        }
        return Outcome.Accepted(Read(table, cohort, Cohorts.FirstOrDefault(size => size.Cohort == cohort)?.MemberCount));
    }

    /// <summary>The same of a cohort whose categories are known to be some edition's.</summary>
    /// <param name="table">The table; null when nobody returned anything for it.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="members">Its members; null when it is none of the edition's.</param>
    internal static Cell Read(Table? table, Cohort cohort, int? members)
    {
        if (table is null)
            return Cell.NotReturned(cohort, members);
        return table.Find(cohort) ?? Cell.Withheld(cohort, members, WithheldReason.NotPublished,
            NearestCohorts.Of(cohort, wider => table.Find(wider) is { IsPublished: true }));
    }

    private Problem UnknownCategory(CohortTerm term)
    {
        IEnumerable<string> known = Cohorts.Where(size => size.Cohort.Terms is [{ IsJoined: false } only] && only.Dimension == term.Dimension)
            .Select(size => size.Cohort.Terms[0].Category).Take(20);
        return new(0, "cohort", ProblemReason.CohortUnknown, $"No member has {term.Dimension} {Problem.Quote(term.Category)}.",
            $"The categories of {term.Dimension} are {string.Join(", ", known)}.");
    }
}
