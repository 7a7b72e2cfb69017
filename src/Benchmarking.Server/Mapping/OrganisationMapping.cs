using System.Globalization;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Server.Mapping;

/// <summary>Organisations to and from the wire.</summary>
internal static class OrganisationMapping
{
    public static OrganisationProfile ToProfile(this V1.Organisation? organisation, string id, long line = 0) =>
        new(id, organisation?.DisplayName ?? "", organisation?.Sector ?? "", organisation?.Region ?? "", organisation?.SizeBandHomes ?? "",
            organisation?.Attributes ?? [], organisation?.PublicDenominators ?? [], line);

    public static V1.Organisation ToWire(this StoredOrganisation stored)
    {
        Organisation organisation = stored.Organisation;
        V1.Organisation wire = new()
        {
            Name = organisation.Id.Name,
            DisplayName = organisation.Name,
            Sector = organisation.Sector,
            Region = organisation.Region,
            SizeBandHomes = organisation.SizeBandHomes,
            Etag = stored.Etag,
            UpdateTime = Timestamp.FromDateTimeOffset(stored.UpdateTime),
            WithdrawTime = stored.Withdrawal is { } withdrawal ? Timestamp.FromDateTimeOffset(withdrawal.Time) : null,
            WithdrawReason = stored.Withdrawal?.Reason ?? "",
        };
        wire.Attributes.Add(organisation.Attributes);
        foreach ((string name, decimal value) in organisation.PublicDenominators)
            wire.PublicDenominators[name] = value.ToString(CultureInfo.InvariantCulture);
        return wire;
    }
}
