using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// Data Protection for whatever else a server protects, such as the cookies of sessions. Its ring is the one that the store's keys are wrapped
/// with: all servers of a platform share it, it is where those keys are, and under the same certificates. What one purpose protects no other opens.
/// </summary>
public static class SharedProtection
{
    private const string Application = "benchmarking pages";

    /// <summary>Adds it; the silo of the same host has the store.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="encryption">The certificates that protect the keys of the store.</param>
    public static IServiceCollection AddSharedProtection(this IServiceCollection services, EncryptionCertificates encryption)
    {
        ArgumentNullException.ThrowIfNull(encryption);
        encryption.Protect(services.AddDataProtection().SetApplicationName(Application));
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionRing>((management, ring) => management.XmlRepository = ring);
        return services;
    }
}
