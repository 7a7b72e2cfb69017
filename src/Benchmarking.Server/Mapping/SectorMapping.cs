using Benchmarking.Editions;

namespace Benchmarking.Server.Mapping;

/// <summary>Comparisons of cohorts to the wire.</summary>
internal static class SectorMapping
{
    public static V1.SectorComparison ToWire(this SectorComparison comparison, Edition edition)
    {
        V1.SectorComparison wire = new()
        {
            Measure = comparison.Measure.Id.Name,
            DisplayName = comparison.Measure.Name,
            Stage = comparison.Stage.ToWire(),
            Direction = (V1.Direction)comparison.Measure.Direction,
            Unit = comparison.Measure.FigureUnit,
            Statistic = (V1.ComparedStatistic)comparison.Figures[0].Statistic,
        };
        wire.Figures.AddRange(comparison.Figures.Select(figure => new V1.SectorFigure
        {
            Benchmark = figure.Cell.ToWire(edition, comparison.Measure, comparison.Stage),
            Figure = figure.Figure.ToWire(),
            AmongMembers = figure.AmongMembers?.ToWire(),
        }));
        wire.Differences.AddRange(comparison.Differences.Select(ToWire));
        return wire;
    }

    private static V1.SectorDifference ToWire(SectorDifference difference)
    {
        V1.SectorDifference wire = new()
        {
            First = difference.First.Text,
            Second = difference.Second.Text,
            Difference = difference.Difference.ToWire(),
            Verdict = (V1.Verdict)difference.Verdict,
            Reason = (V1.NotComparedReason)(difference.Reason ?? 0),
            MayShareMembers = difference.MayShareMembers,
        };
        if (difference.Score is { } score)
            wire.Score = score;
        return wire;
    }
}
