using System.Collections.Immutable;

namespace Benchmarking.Organisations;

/// <summary>A member whose figures are compared, as the public knows it: nothing here is confidential.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">The name people know it by; 1 to 200 characters.</param>
/// <param name="Sector">A slug, such as <c>local-authority</c>.</param>
/// <param name="Region">A slug; empty when it belongs to none.</param>
/// <param name="SizeBandHomes">The band of the homes it owns, a slug; empty when it belongs to none.</param>
/// <param name="Attributes">Further public attributes by column name; at most 32.</param>
/// <param name="PublicDenominators">Public denominators by name (<c>homes</c>, <c>residents</c>), each above zero.</param>
public sealed record Organisation(
    OrganisationId Id,
    string Name,
    string Sector,
    string Region,
    string SizeBandHomes,
    ImmutableSortedDictionary<string, string> Attributes,
    ImmutableSortedDictionary<string, decimal> PublicDenominators)
{
    /// <summary>
    /// The bodies under common control, or whose returns one provider prepares, that it is one of: they count once in a cohort. Attribute
    /// <c>control_group</c>; null when it stands alone.
    /// </summary>
    public string? ControlGroup => Attributes.GetValueOrDefault("control_group", "").Trim() is { Length: > 0 } group ? group : null;

    /// <summary>Whether it counts in cohorts at all: attribute <c>verified</c>, which is <c>no</c> until someone has checked that it exists.</summary>
    public bool IsVerified => Attributes.GetValueOrDefault("verified", "").Trim().ToLowerInvariant() is not ("no" or "false" or "0");

    /// <summary>Equal when every field is, attributes by content.</summary>
    public bool Equals(Organisation? other) =>
        other is not null && Id == other.Id && Name == other.Name && Sector == other.Sector && Region == other.Region
        && SizeBandHomes == other.SizeBandHomes && Attributes.SequenceEqual(other.Attributes)
        && PublicDenominators.SequenceEqual(other.PublicDenominators);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Sector, Region, SizeBandHomes);
}
