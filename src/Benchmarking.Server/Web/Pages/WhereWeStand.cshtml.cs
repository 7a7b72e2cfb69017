using Benchmarking.Grains.Organisations;
using Benchmarking.Server.Web.Figures;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A member's own figures beside its sector's, measure by measure.</summary>
[Needs("BenchmarkService/Compare")]
internal sealed class WhereWeStandPage(Choices choices, MeasureViews views, OrganisationGateway organisations) : SessionPage
{
    /// <summary>What is looked at; null when there is no edition.</summary>
    public Choice? Choice { get; private set; }

    /// <summary>What there is to choose; null when there is no edition.</summary>
    public Picker? Picker { get; private set; }

    /// <summary>The measures, in the catalogue's order.</summary>
    public IReadOnlyList<MeasureView> Measures { get; private set; } = [];

    /// <summary>The member's name.</summary>
    public string OrganisationName { get; private set; } = "";

    /// <summary>Reads the comparison.</summary>
    public async Task OnGetAsync(string? edition, string? group)
    {
        OrganisationName = (await organisations.GetAsync(Own.Id))?.Organisation.Name ?? Own.Id.Value;
        Choice = await choices.ReadAsync(Own, edition, group);
        if (Choice is null)
            return;
        Measures = await views.ReadAsync(Own, Choice);
        Picker = new(Choice, await choices.OwnCohortsAsync(Own, Choice.Edition), "/where-we-stand", IsEmpty: !Measures.SelectMany(view => view.Stages).Any(stage => stage.Own.HasValue));
    }
}
