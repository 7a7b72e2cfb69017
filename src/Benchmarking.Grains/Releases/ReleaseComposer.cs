using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Releases;

/// <summary>Makes a content of a plan: copies the protected cells that its tables name from editions, as they are.</summary>
internal sealed class ReleaseComposer(EditionGateway editions, MeasureGateway measures)
{
    /// <summary>The content, or every problem of every table.</summary>
    public async Task<Outcome<ReleaseContent>> ComposeAsync(ReleasePlan plan)
    {
        List<Problem> problems = [];
        Catalogue catalogue = await measures.GetAsync();
        List<ReleaseSection> sections = [];
        foreach ((DraftSection section, ImmutableArray<TablePlan> plans) in plan.Draft.Sections.Zip(plan.Tables))
        {
            List<ReleaseTable> tables = [];
            foreach (TablePlan table in plans)
                tables.Add(new(table.Title, await ReadRowsAsync(table, catalogue, problems)));
            sections.Add(new(section.Heading, section.Commentary, [.. tables]));
        }
        ReleaseDraft draft = plan.Draft;
        return problems.Count > 0
            ? Outcome.Refused<ReleaseContent>(problems)
            : Outcome.Accepted(new ReleaseContent(
                draft.Title, draft.Publisher, draft.Contact, draft.Summary, [.. sections], draft.Methods, draft.Limits, draft.Notes, draft.PreReleaseAccess));
    }

    private async Task<ImmutableArray<ReleaseRow>> ReadRowsAsync(TablePlan plan, Catalogue catalogue, List<Problem> problems)
    {
        ImmutableArray<Edition> read = await ReadEditionsAsync(plan, problems);
        List<ReleaseRow> rows = [];
        foreach ((Measure measure, Stage stage) in ReadMeasures(plan, catalogue, problems))
        {
            foreach (Edition edition in read)
            {
                Table? table = await editions.TableAsync(edition, measure.Id, stage);
                foreach (Cohort cohort in plan.Cohorts)
                {
                    Outcome<Cell> cell = edition.Read(table, cohort);
                    if (cell.IsAccepted)
                        rows.Add(ReleaseRow.Of(edition, table?.Measure ?? measure, stage, cell.Value));
                    else
                        problems.AddRange(cell.Problems.Select(problem => problem with { Field = $"{plan.Field}.cohorts" }).Where(problem => !problems.Contains(problem)));
                }
            }
        }
        return [.. rows];
    }

    private async Task<ImmutableArray<Edition>> ReadEditionsAsync(TablePlan plan, List<Problem> problems)
    {
        List<Edition> read = [];
        foreach (EditionName name in plan.Editions)
        {
            StoredEdition? stored = await editions.FindAsync(name.Period, name.Number);
            if (stored is null)
            {
                problems.Add(new(0, $"{plan.Field}.editions", ProblemReason.EditionUnknown,
                    name.Number is null ? $"The period {name.Period} has no edition." : $"The period {name.Period} has no edition {name.Number}.",
                    $"See `benchmarking editions list --period {name.Period}`."));
            }
            else if (stored.Withdrawal is { } withdrawal)
            {
                problems.Add(new(0, $"{plan.Field}.editions", ProblemReason.EditionWithdrawn, $"{stored.Edition.Name} was withdrawn: {withdrawal.Reason}",
                    $"Take the figures from another: benchmarking editions list --period {name.Period}."));
            }
            else
                read.Add(stored.Edition);
        }
        return [.. read.DistinctBy(edition => edition.Name)];
    }

    private static IEnumerable<(Measure, Stage)> ReadMeasures(TablePlan plan, Catalogue catalogue, List<Problem> problems)
    {
        foreach (PlannedMeasure planned in plan.Measures)
        {
            if (catalogue.Find(planned.Measure) is not { } measure)
                problems.Add(MeasureId.Unknown(planned.Measure.Value) with { Field = $"{plan.Field}.measures" });
            else if (planned.Stage is { } stage && !measure.Stages.Contains(stage))
            {
                problems.Add(new(0, $"{plan.Field}.measures", ProblemReason.StageNotCollected, $"{measure.Id} is not collected at the stage {stage.ToText()}.",
                    $"Use {string.Join(" or ", measure.Stages.Select(Stages.ToText))}."));
            }
            else
                yield return (measure, planned.Stage ?? measure.UsualStage);
        }
    }
}
