using Benchmarking.Measures;
using Benchmarking.Server.Web.Charts;
using Benchmarking.Server.Web.Figures;
using Benchmarking.Server.Web.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A stage of a measure across periods.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Points">The periods, oldest first.</param>
/// <param name="Chart">Its picture; null when it has fewer than two periods.</param>
internal sealed record Trend(V1.Stage Stage, IReadOnlyList<TrendPoint> Points, string? Chart);

/// <summary>One measure: where a member stands on it, how that has changed, and how it is measured.</summary>
[Needs("BenchmarkService/Compare")]
internal sealed class StandingPage(Choices choices, MeasureViews views) : SessionPage
{
    /// <summary>The measure.</summary>
    public MeasureView? View { get; private set; }

    /// <summary>What there is to choose.</summary>
    public Picker? Picker { get; private set; }

    /// <summary>Its stages across periods.</summary>
    public IReadOnlyList<Trend> Trends { get; private set; } = [];

    /// <summary>Reads the comparison; not found when there is no such measure, or no edition.</summary>
    public async Task<IActionResult> OnGetAsync(string measure, string? edition, string? group)
    {
        if (await choices.ReadAsync(Own, edition, group) is not { } choice || await views.FindAsync(Own, choice, MeasureId.TryParse(measure)) is not { } view)
            return NotFound();
        View = view;
        Picker = new(choice, await choices.OwnCohortsAsync(Own, choice.Edition), $"/where-we-stand/{view.Measure.Id.Value}", IsEmpty: false);
        Trends = await Task.WhenAll(view.Stages.Select(stage => TrendAsync(choice, view, stage.Stage)));
        return Page();
    }

    private async Task<Trend> TrendAsync(Choice choice, MeasureView view, V1.Stage stage)
    {
        IReadOnlyList<TrendPoint> points = await views.TrendAsync(Own, choice, view.Measure, stage);
        return new(stage, points, TrendChart.Of($"trend-{(int)stage}", $"{view.Measure.Name} across periods, {Say.Stage(stage).ToLowerInvariant()}", view.Unit, points));
    }
}
