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
internal readonly record struct ColumnEntry(OrganisationId Organisation, decimal Numerator, decimal Denominator);
