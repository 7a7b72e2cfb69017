using Benchmarking.Cohorts;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Serialisation;

/// <summary>An identifier on the wire between silos and at rest: its text.</summary>
[GenerateSerializer]
internal readonly record struct IdentifierSurrogate([property: Id(0)] string Text);

[RegisterConverter]
internal sealed class OrganisationIdConverter : IConverter<OrganisationId, IdentifierSurrogate>
{
    public OrganisationId ConvertFromSurrogate(in IdentifierSurrogate surrogate) => new(surrogate.Text);

    public IdentifierSurrogate ConvertToSurrogate(in OrganisationId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class MeasureIdConverter : IConverter<MeasureId, IdentifierSurrogate>
{
    public MeasureId ConvertFromSurrogate(in IdentifierSurrogate surrogate) => new(surrogate.Text);

    public IdentifierSurrogate ConvertToSurrogate(in MeasureId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class PeriodConverter : IConverter<Period, IdentifierSurrogate>
{
    public Period ConvertFromSurrogate(in IdentifierSurrogate surrogate) =>
        Period.TryParse(surrogate.Text) ?? throw new FormatException($"{Problem.Quote(surrogate.Text)} is not a period.");

    public IdentifierSurrogate ConvertToSurrogate(in Period value) => new(value.Value);
}

[RegisterConverter]
internal sealed class CohortConverter : IConverter<Cohort, IdentifierSurrogate>
{
    public Cohort ConvertFromSurrogate(in IdentifierSurrogate surrogate) => Cohort.Parse(surrogate.Text).Value;

    public IdentifierSurrogate ConvertToSurrogate(in Cohort value) => new(value.Text);
}
