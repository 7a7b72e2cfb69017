using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Server.Mapping;

/// <summary>Trends and funnels to the wire.</summary>
internal static class TrendMapping
{
    public static V1.Trend ToWire(this Trend trend, Measure measure, Stage stage, Cohort cohort, bool hasOwn)
    {
        Measure last = trend.Points.IsEmpty ? measure : trend.Points[^1].Measure;
        V1.Trend wire = new()
        {
            Measure = last.Id.Name,
            DisplayName = last.Name,
            Stage = stage.ToWire(),
            Direction = (V1.Direction)last.Direction,
            Unit = last.FigureUnit,
            Cohort = cohort.Text,
            Statistic = last.Kind == MeasureKind.YesNo ? V1.ComparedStatistic.Proportion : V1.ComparedStatistic.Median,
            CohortTest = trend.Cohort.ToWire(),
            OwnTest = hasOwn ? trend.Own.ToWire() : null,
            DefinedSince = trend.Break?.Edition.Period.Name ?? "",
        };
        wire.Points.AddRange(trend.Points.Select(point => new V1.TrendPoint
        {
            Period = point.Edition.Period.Name,
            Benchmark = point.Cell.ToWire(point.Edition, point.Measure, stage),
            Figure = point.Figure.Figure.ToWire(),
            Own = hasOwn ? BenchmarkMapping.ToOwnFigure(point.Own) : null,
        }));
        return wire;
    }

    public static V1.Funnel ToWire(this OwnFunnel funnel) => new()
    {
        Target = funnel.Limits.Target,
        Limits95 = new() { Lower = funnel.Limits.Lower95, Upper = funnel.Limits.Upper95 },
        Limits998 = new() { Lower = funnel.Limits.Lower998, Upper = funnel.Limits.Upper998 },
        StandardError = funnel.StandardError,
        Place = (V1.FunnelPlace)funnel.Place,
    };

    private static V1.TrendTest ToWire(this TrendTest test)
    {
        V1.TrendTest wire = new() { PeriodCount = test.Periods, Verdict = (V1.TrendVerdict)test.Verdict };
        if (test.PValue is { } probability)
            wire.PValue = probability;
        if (test.Slope is { } slope)
            wire.Slope = slope;
        return wire;
    }
}
