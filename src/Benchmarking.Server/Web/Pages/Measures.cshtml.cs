using System.Collections.Immutable;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The catalogue.</summary>
[Needs("MeasureService/ListMeasures")]
internal sealed class MeasuresPage(MeasureGateway measures) : SessionPage
{
    /// <summary>The measures, in the catalogue's order.</summary>
    public ImmutableArray<Measure> All { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync() => All = (await measures.GetAsync()).Measures;
}
