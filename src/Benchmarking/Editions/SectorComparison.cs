using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;

namespace Benchmarking.Editions;

/// <summary>Two or more cohorts of an edition side by side on one measure and stage: a function of their published cells.</summary>
/// <param name="Measure">The measure, as it was at the cut.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Figures">Each cohort's figure, in the order asked for.</param>
/// <param name="Differences">Every pair, each at 95 % for itself: the first less each later one, then the second, and so on.</param>
public sealed record SectorComparison(
    Measure Measure, Stage Stage, ImmutableArray<SectorFigure> Figures, ImmutableArray<SectorDifference> Differences)
{
    /// <summary>Most cohorts compared at once.</summary>
    public const int MostCohorts = 10;

    /// <summary>Compares cohorts; every cohort that is none of the edition's is a problem.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="table">Its table; null when nobody returned anything for it.</param>
    /// <param name="measure">The measure, for when there is no table.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cohorts">Two or more, all different.</param>
    public static Outcome<SectorComparison> Of(Edition edition, Table? table, Measure measure, Stage stage, ImmutableArray<Cohort> cohorts)
    {
        ImmutableArray<Outcome<Cell>> read = [.. cohorts.Select(cohort => edition.Read(table, cohort))];
        if (read.Any(cell => !cell.IsAccepted))
            return Outcome.Refused<SectorComparison>(read.SelectMany(cell => cell.Problems).Distinct());
        Measure asCut = table?.Measure ?? measure;
        ImmutableArray<SectorFigure> figures = [.. read.Select(cell => SectorFigure.Of(cell.Value, asCut.Kind))];
        return Outcome.Accepted(new SectorComparison(asCut, stage, figures,
            [.. figures.SelectMany((first, index) => figures.Skip(index + 1).Select(second => SectorDifference.Of(first, second)))]));
    }

    /// <summary>Reads the cohorts to compare, with every problem of them: unreadable, too few, too many, or the same one twice.</summary>
    public static Outcome<ImmutableArray<Cohort>> Cohorts(IReadOnlyCollection<string> texts)
    {
        if (texts.Count is < 2 or > MostCohorts)
        {
            return Outcome.Refused<ImmutableArray<Cohort>>(new Problem(0, "cohorts", texts.Count < 2 ? ProblemReason.FieldRequired : ProblemReason.TooManyLines,
                $"There are {texts.Count} cohorts.", $"Name 2 to {MostCohorts} to compare."));
        }
        ImmutableArray<Outcome<Cohort>> read = [.. texts.Select(Cohort.Parse)];
        IEnumerable<Problem> twice = read.Where(cohort => cohort.IsAccepted).GroupBy(cohort => cohort.Value).Where(same => same.Count() > 1)
            .Select(same => new Problem(0, "cohorts", ProblemReason.LineDuplicate, $"{Problem.Quote(same.Key.Text)} is there {same.Count()} times.", "Name each cohort once."));
        ImmutableArray<Problem> problems = [.. read.SelectMany(cohort => cohort.Problems), .. twice];
        return problems.IsEmpty ? Outcome.Accepted(read.Select(cohort => cohort.Value).ToImmutableArray()) : Outcome.Refused<ImmutableArray<Cohort>>(problems);
    }
}
