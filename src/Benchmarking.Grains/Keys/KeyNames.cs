using Benchmarking.Organisations;

namespace Benchmarking.Grains.Keys;

/// <summary>The grain keys of keys.</summary>
internal static class KeyNames
{
    /// <summary>Of a key.</summary>
    public static string Of(string id) => $"keys/{id}";

    /// <summary>Of the list of an organisation's keys.</summary>
    public static string IndexOf(OrganisationId organisation) => $"{organisation.Name}/keys";
}
