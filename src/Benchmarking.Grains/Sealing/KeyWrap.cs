using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// Wraps data keys with ASP.NET Core Data Protection, whose ring of keys is under a certificate when there is one. The ring is our own:
/// whatever else protects something in the same process has nothing to do with it.
/// </summary>
/// <param name="ring">Where the ring is kept.</param>
/// <param name="certificates">What it is under.</param>
internal sealed class KeyWrap(IXmlRepository ring, EncryptionCertificates certificates) : IDisposable
{
    private const string Application = "benchmarking";
    private const string Purpose = "data key";

    private readonly Lock _lock = new();
    private ServiceProvider? _wrapping;
    private ServiceProvider? _unwrapping;

    /// <summary>A key that only the owner's name and the ring open.</summary>
    public byte[] Wrap(string owner, byte[] key) => Protector(ref _wrapping, owner, mayAdd: true).Protect(key);

    /// <summary>The key again.</summary>
    /// <exception cref="CryptographicException">The ring lacks what it was wrapped with, or it is another owner's.</exception>
    public byte[] Unwrap(string owner, byte[] wrapped)
    {
        try
        {
            return Protector(ref _unwrapping, owner, mayAdd: false).Unprotect(wrapped);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException)
        {
            // Another server may have put a key into the ring since this one has read it.
            Forget(ref _unwrapping);
        }
        try
        {
            return Protector(ref _unwrapping, owner, mayAdd: false).Unprotect(wrapped);
        }
        catch (InvalidOperationException exception)
        {
            throw new CryptographicException("No key of the ring can be opened.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget(ref _wrapping);
        Forget(ref _unwrapping);
    }

    private IDataProtector Protector(ref ServiceProvider? read, string owner, bool mayAdd)
    {
        lock (_lock)
            return (read ??= ReadRing(mayAdd)).GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose, owner);
    }

    // Whoever merely reads adds nothing: without the certificate it would put a key in clear into a ring that it cannot open.
    private ServiceProvider ReadRing(bool mayAdd)
    {
        ServiceCollection services = new();
        certificates.Protect(services.AddDataProtection().SetApplicationName(Application));
        services.Configure<KeyManagementOptions>(options => (options.XmlRepository, options.AutoGenerateKeys) = (ring, mayAdd));
        return services.BuildServiceProvider();
    }

    private void Forget(ref ServiceProvider? read)
    {
        lock (_lock)
        {
            read?.Dispose();
            read = null;
        }
    }
}
