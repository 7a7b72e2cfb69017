using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Cohorts;

/// <summary>A public attribute by which organisations are grouped, with standard categories fixed before collection.</summary>
/// <param name="Id">As in a cohort's text and in the import file, such as <c>sector</c>.</param>
/// <param name="Title">As people read it.</param>
public sealed record Dimension(string Id, string Title)
{
    // How files say that an organisation belongs to no category; it then counts in totals only.
    private static readonly ImmutableHashSet<string> NoCategory = ["", "none", "n-a", "na", "not-applicable", "merged-during-year"];

    /// <summary>Sector.</summary>
    public static Dimension Sector { get; } = new("sector", "Sector");

    /// <summary>Region.</summary>
    public static Dimension Region { get; } = new("region", "Region");

    /// <summary>Size band by homes owned.</summary>
    public static Dimension SizeBandHomes { get; } = new("size_band_homes", "Size (homes)");

    /// <summary>All dimensions, in the order in which a cohort's text has them.</summary>
    public static ImmutableArray<Dimension> All { get; } = [Sector, Region, SizeBandHomes];

    /// <summary>The organisation's category, or null when it belongs to none.</summary>
    public string? CategoryOf(Organisation organisation)
    {
        string category = Id switch
        {
            "sector" => organisation.Sector,
            "region" => organisation.Region,
            "size_band_homes" => organisation.SizeBandHomes,
            _ => organisation.Attributes.GetValueOrDefault(Id, ""),
        };
        return NoCategory.Contains(category) ? null : category;
    }
}
