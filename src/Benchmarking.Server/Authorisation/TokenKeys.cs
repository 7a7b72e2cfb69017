using Microsoft.IdentityModel.Tokens;

namespace Benchmarking.Server.Authorisation;

/// <summary>The file of an identity provider's public keys, a JSON Web Key Set (RFC 7517).</summary>
internal static class TokenKeys
{
    private const int LargestBytes = 64 * 1024;
    private const int LeastRsaBits = 2048;

    /// <summary>The keys that tokens may be signed with, or why there are none.</summary>
    public static (IReadOnlyList<SecurityKey> Keys, string Problem) Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestBytes)
                return ([], "The file is larger than 64 kB. Give the provider's own key set.");
            JsonWebKeySet set = new(File.ReadAllText(path));
            // A shared secret in it would let whoever checks a token also make one.
            if (set.Keys.Any(key => key.Kty == JsonWebAlgorithmsKeyTypes.Octet || key.HasPrivateKey))
                return ([], "It has a secret in it. Give the provider's public keys alone.");
            if (set.Keys.Any(key => key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.KeySize < LeastRsaBits))
                return ([], $"It has an RSA key of less than {LeastRsaBits} bits. Use a longer one.");
            IList<SecurityKey> keys = set.GetSigningKeys();
            return keys.Count > 0 ? ([.. keys], "") : ([], "It has no key that signs. Give the provider's key set, as its jwks_uri has it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ([], "It cannot be read as a JSON Web Key Set. Name the file of the provider's public keys, as its jwks_uri has them.");
        }
    }
}
