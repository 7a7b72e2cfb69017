using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct OrganisationSurrogate(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Sector,
    [property: Id(3)] string Region,
    [property: Id(4)] string SizeBandHomes,
    [property: Id(5)] Dictionary<string, string> Attributes,
    [property: Id(6)] Dictionary<string, decimal> PublicDenominators);

[RegisterConverter]
internal sealed class OrganisationConverter : IConverter<Organisation, OrganisationSurrogate>
{
    public Organisation ConvertFromSurrogate(in OrganisationSurrogate surrogate) =>
        new(new(surrogate.Id), surrogate.Name, surrogate.Sector, surrogate.Region, surrogate.SizeBandHomes,
            surrogate.Attributes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            surrogate.PublicDenominators.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public OrganisationSurrogate ConvertToSurrogate(in Organisation value) =>
        new(value.Id.Value, value.Name, value.Sector, value.Region, value.SizeBandHomes, new(value.Attributes), new(value.PublicDenominators));
}
