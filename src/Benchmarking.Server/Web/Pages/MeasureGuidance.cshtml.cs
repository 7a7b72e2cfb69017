using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Server.Web.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A measure and its guidance.</summary>
[Needs("MeasureService/GetMeasure")]
internal sealed class MeasureGuidancePage(MeasureGateway measures) : SessionPage
{
    /// <summary>The measure.</summary>
    public Measure? Measure { get; private set; }

    /// <summary>What it is, by name; what it does not have is left out.</summary>
    public IEnumerable<(string Name, string Text)> Facts => ((IEnumerable<(string Name, string Text)>)
    [
        ("Identifier", Measure!.Id.Value), ("Unit", Measure.Unit), ("What to return", Measure.Numerator), ("Over", Measure.Denominator),
        ("Stages", string.Join(", ", Measure.Stages.Select(stage => Say.Stage(stage).ToLowerInvariant()))), ("Direction", Say.Direction((V1.Direction)Measure.Direction)),
    ]).Where(fact => fact.Text.Length > 0);

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(string measure)
    {
        Measure = (await measures.GetAsync()).Find(MeasureId.TryParse(measure));
        return Measure is null ? NotFound() : Page();
    }
}
