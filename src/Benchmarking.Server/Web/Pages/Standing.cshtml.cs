using Benchmarking.Measures;
using Benchmarking.Server.Web.Figures;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>One measure: where a member stands on it, how that has changed, and how it is measured.</summary>
[Needs("BenchmarkService/CompareTrend")]
internal sealed class StandingPage(Choices choices, MeasureViews views) : SessionPage
{
    /// <summary>The measure.</summary>
    public MeasureView? View { get; private set; }

    /// <summary>What there is to choose.</summary>
    public Picker? Picker { get; private set; }

    /// <summary>Its stages across periods.</summary>
    public IReadOnlyList<TrendView> Trends { get; private set; } = [];

    /// <summary>Reads the comparison; not found when there is no such measure, or no edition.</summary>
    public async Task<IActionResult> OnGetAsync(string measure, string? edition, string? group)
    {
        if (await choices.ReadAsync(Own, edition, group) is not { } choice || await views.FindAsync(Own, choice, MeasureId.TryParse(measure)) is not { } view)
            return NotFound();
        View = view;
        Picker = new(choice, await choices.OwnCohortsAsync(Own, choice.Edition), $"/where-we-stand/{view.Measure.Id.Value}", IsEmpty: false);
        Trends = await views.TrendsAsync(Own, choice, view);
        return Page();
    }
}
