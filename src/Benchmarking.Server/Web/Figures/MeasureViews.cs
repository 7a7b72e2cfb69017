using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Server.Services;
using Benchmarking.V1;
using Edition = Benchmarking.Editions.Edition;
using Stage = Benchmarking.Measures.Stage;

namespace Benchmarking.Server.Web.Figures;

/// <summary>Reads what a member's pages show, by the same comparison as calls.</summary>
internal sealed class MeasureViews(Comparisons comparisons, Trends trends, MeasureGateway measures)
{
    /// <summary>Every measure that the member has returned, or, when it has returned none, that the edition has; in the catalogue's order.</summary>
    public async Task<IReadOnlyList<MeasureView>> ReadAsync(OwnOrganisation own, Choice choice) => await ReadAsync(own, choice, []);

    /// <summary>One measure; null when the catalogue has none of that name, or nothing was compared.</summary>
    public async Task<MeasureView?> FindAsync(OwnOrganisation own, Choice choice, MeasureId? measure) =>
        (await measures.GetAsync()).Find(measure) is { } known && await ReadAsync(own, choice, [known.Id.Name]) is [var found, ..] ? found : null;

    /// <summary>A measure at each of its stages that are shown, in the periods up to the one chosen.</summary>
    public async Task<IReadOnlyList<TrendView>> TrendsAsync(OwnOrganisation own, Choice choice, MeasureView view)
    {
        Stage[] stages = [.. view.Stages.Select(comparison => (Stage)comparison.Stage)];
        return [.. stages.Zip(await trends.ReadAsync(view.Measure, stages, choice.Cohort, choice.Periods, choice.Edition.Period, own), (stage, trend) => new TrendView(stage, trend))];
    }

    private async Task<IReadOnlyList<MeasureView>> ReadAsync(OwnOrganisation own, Choice choice, IEnumerable<string> names)
    {
        CompareResponse response = await comparisons.CompareAsync(own, Request(choice.Edition, choice.Cohort.Text, names));
        Catalogue catalogue = await measures.GetAsync();
        return [.. response.Comparisons.GroupBy(comparison => comparison.Measure).Select(group => new MeasureView(catalogue.Find(MeasureId.TryParse(group.Key))!, [.. group]))];
    }

    private static CompareRequest Request(Edition edition, string cohort, IEnumerable<string> names)
    {
        CompareRequest request = new() { Edition = edition.Name };
        request.Cohorts.Add(cohort);
        request.Measures.AddRange(names);
        return request;
    }
}
