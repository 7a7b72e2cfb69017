using Benchmarking.Server.Web.Charts;
using Benchmarking.Server.Web.Wording;
using Benchmarking.V1;
using Measure = Benchmarking.Measures.Measure;
using MeasureKind = Benchmarking.Measures.MeasureKind;

namespace Benchmarking.Server.Web.Figures;

/// <summary>A measure as a member's page shows it: its own figures beside a group's, at each stage.</summary>
/// <param name="Measure">The measure as it is defined now; its guidance.</param>
/// <param name="Stages">What was compared; at least one.</param>
internal sealed record MeasureView(Measure Measure, IReadOnlyList<Comparison> Stages)
{
    private static readonly (double Probability, string Name)[] Quantiles = [(0.1, "10th percentile"), (0.25, "Lower quartile"), (0.5, "Median"), (0.75, "Upper quartile"), (0.9, "90th percentile")];

    /// <summary>Unique on a page.</summary>
    public string Id => $"measure-{Measure.Id.Value.Replace('.', '-')}";

    /// <summary>The unit of what is shown.</summary>
    public string Unit => Stages[0].Unit;

    /// <summary>The group that it is compared with.</summary>
    public static ComparedCohort GroupOf(Comparison comparison) => comparison.Cohorts[0];

    /// <summary>Where its figure stands, by stage.</summary>
    public IEnumerable<string> Sentences => Stages.Select(stage => (Stages.Count > 1 ? $"{Say.Stage(stage.Stage)}: " : "") + Standing.Of(stage, GroupOf(stage))
        + (GroupOf(stage).Funnel is { } funnel ? $" {FunnelWords.Of(funnel)}" : ""));

    /// <summary>What is not shown, and why.</summary>
    public IEnumerable<string> Reasons => Stages.Select(stage => Markers.Why(GroupOf(stage).Benchmark)).Where(reason => reason.Length > 0).Distinct();

    /// <summary>What was delivered beside what was committed, in words; null unless it returned both.</summary>
    public string? Delivery => Stages.FirstOrDefault(stage => stage is { Stage: V1.Stage.Committed, Own.HasValue: true }) is { } committed
        && Stages.FirstOrDefault(stage => stage is { Stage: V1.Stage.Delivered, Own.HasValue: true }) is { } delivered
            ? $"You committed {Say.Number(committed.Own.Value)} and delivered {Say.Number(delivered.Own.Value)} ({Unit})." : null;

    /// <summary>The strips of its stages; null when no quantile is published with its value.</summary>
    public string? Chart => StripChart.Of(Id, $"{Measure.Name}: your figures and the group's", Unit, [.. Stages.Select(StripOf)]);

    /// <summary>The funnels of its stages that count cases; not shown on a page of many measures.</summary>
    public IEnumerable<FunnelView> Funnels => Stages.Where(stage => GroupOf(stage).Funnel is { StandardError: > 0 }).Select(stage => new FunnelView(stage, GroupOf(stage)));

    /// <summary>The rows of the table under the chart: a name, and a text for each stage.</summary>
    public IEnumerable<(string Name, IEnumerable<string> Texts)> Rows =>
    [
        ("Your figure", Stages.Select(OwnText)),
        .. Quantiles.Select(quantile => (quantile.Name, Stages.Select(stage => QuantileText(stage, quantile.Probability)))),
        ("Mean of organisations", Stages.Select(stage => Markers.Figure(GroupOf(stage).Benchmark.Mean, GroupOf(stage).Benchmark))),
        (Measure.Kind == MeasureKind.YesNo ? "Organisations saying yes, %" : "All organisations taken together", Stages.Select(RatioText)),
        .. Stages.Any(stage => GroupOf(stage).Funnel is not null)
            ? [("95 % limits", Stages.Select(stage => LimitsText(stage, funnel => funnel.Limits95))), ("99.8 % limits", Stages.Select(stage => LimitsText(stage, funnel => funnel.Limits998)))]
            : (IEnumerable<(string, IEnumerable<string>)>)[],
        ("Organisations with a figure", Stages.Select(stage => Markers.Count(GroupOf(stage).Benchmark))),
    ];

    private string OwnText(Comparison stage) => stage.Own switch
    {
        { HasValue: true } when Measure.Kind == MeasureKind.YesNo => stage.Own.Value > 0 ? "Yes" : "No",
        _ => Markers.Figure(stage.Own),
    };

    private static string QuantileText(Comparison stage, double probability)
    {
        Benchmark cell = GroupOf(stage).Benchmark;
        return Markers.Figure(cell.Quantiles.FirstOrDefault(quantile => quantile.Probability == probability)?.Figure, cell);
    }

    private string RatioText(Comparison stage)
    {
        Benchmark cell = GroupOf(stage).Benchmark;
        string text = Markers.Figure(cell.Ratio, cell);
        return cell.Ratio?.Interval is { } interval ? $"{text} (95 % interval {Say.Number(interval.Lower)} to {Say.Number(interval.Upper)})" : text;
    }

    private static string LimitsText(Comparison stage, Func<Funnel, Interval> limits) => GroupOf(stage).Funnel is { } funnel ? FunnelWords.Between(limits(funnel)) : "[x]";

    private Strip StripOf(Comparison stage) => new(Say.Stage(stage.Stage),
        [.. GroupOf(stage).Benchmark.Quantiles.Where(quantile => quantile.Figure.HasValue).Select(quantile => (quantile.Probability, quantile.Figure.Value))],
        stage.Own.HasValue ? stage.Own.Value : null);
}
