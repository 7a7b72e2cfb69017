using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Server.Services;
using Benchmarking.Server.Web.Charts;
using Benchmarking.V1;
using Edition = Benchmarking.Editions.Edition;
using Measure = Benchmarking.Measures.Measure;

namespace Benchmarking.Server.Web.Figures;

/// <summary>Reads what a member's pages show, by the same comparison as calls.</summary>
internal sealed class MeasureViews(Comparisons comparisons, MeasureGateway measures)
{
    /// <summary>Every measure that the member has returned, or, when it has returned none, that the edition has; in the catalogue's order.</summary>
    public async Task<IReadOnlyList<MeasureView>> ReadAsync(OwnOrganisation own, Choice choice) => await ReadAsync(own, choice, []);

    /// <summary>One measure; null when the catalogue has none of that name, or nothing was compared.</summary>
    public async Task<MeasureView?> FindAsync(OwnOrganisation own, Choice choice, MeasureId? measure) =>
        (await measures.GetAsync()).Find(measure) is { } known && await ReadAsync(own, choice, [known.Id.Name]) is [var found, ..] ? found : null;

    /// <summary>A measure and stage across periods, oldest first: of each, its latest edition that is given.</summary>
    public async Task<IReadOnlyList<TrendPoint>> TrendAsync(OwnOrganisation own, Choice choice, Measure measure, V1.Stage stage)
    {
        Edition[] latest = [.. choice.Editions.DistinctBy(edition => edition.Period).Reverse()];
        TrendPoint?[] points = await Task.WhenAll(latest.Select(edition => PointAsync(own, edition, choice.Cohort.Text, measure, stage)));
        return [.. points.OfType<TrendPoint>()];
    }

    private async Task<IReadOnlyList<MeasureView>> ReadAsync(OwnOrganisation own, Choice choice, IEnumerable<string> names)
    {
        CompareResponse response = await comparisons.CompareAsync(own, Request(choice.Edition, choice.Cohort.Text, names));
        Catalogue catalogue = await measures.GetAsync();
        return [.. response.Comparisons.GroupBy(comparison => comparison.Measure).Select(group => new MeasureView(catalogue.Find(MeasureId.TryParse(group.Key))!, [.. group]))];
    }

    // A cohort that an earlier edition does not have leaves a gap, as a measure that it does not have does.
    private async Task<TrendPoint?> PointAsync(OwnOrganisation own, Edition edition, string cohort, Measure measure, V1.Stage stage)
    {
        if (edition.Cohorts.All(size => size.Cohort.Text != cohort))
            return null;
        CompareResponse response = await comparisons.CompareAsync(own, Request(edition, cohort, [measure.Id.Name]));
        if (response.Comparisons.FirstOrDefault(comparison => comparison.Stage == stage) is not { } found)
            return null;
        double? At(double probability) => found.Cohorts[0].Benchmark.Quantiles.FirstOrDefault(quantile => quantile.Probability == probability)?.Figure is { HasValue: true } figure ? figure.Value : null;
        return new(edition.Period.Value, At(0.25), At(0.5), At(0.75), found.Own.HasValue ? found.Own.Value : null);
    }

    private static CompareRequest Request(Edition edition, string cohort, IEnumerable<string> names)
    {
        CompareRequest request = new() { Edition = edition.Name };
        request.Cohorts.Add(cohort);
        request.Measures.AddRange(names);
        return request;
    }
}
