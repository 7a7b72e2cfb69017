using System.Collections.Immutable;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>Everyone's contributions to one (measure, stage) of a vintage: what goes into the valve. Not protected, therefore internal.</summary>
/// <param name="Measure">The measure, at the revision of the cut.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Entries">One an organisation; each organisation is a member of the lattice.</param>
internal sealed record ContributionColumn(Measure Measure, Stage Stage, ImmutableArray<ColumnEntry> Entries);

/// <summary>One organisation's contribution.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Numerator">The sum of its lines' numerators.</param>
/// <param name="Denominator">The sum of their denominators; above 0.</param>
/// <param name="ControlGroup">The bodies under common control that it is one of: they count once. Null when it stands alone.</param>
internal readonly record struct ColumnEntry(OrganisationId Organisation, decimal Numerator, decimal Denominator, string? ControlGroup = null)
{
    /// <summary>Who knows this figure beforehand: the control group, or the organisation itself.</summary>
    public string Owner => ControlGroup ?? Organisation.Value;

    /// <summary>The same amount without the count of the lines that it was added up from, which is no part of the figure.</summary>
    public ColumnEntry WithoutLines => this with { Denominator = 1 };

    /// <summary>Without the figure: whatever prints or logs it tells nothing.</summary>
    public override string ToString() => $"an entry of {Organisation}";
}
