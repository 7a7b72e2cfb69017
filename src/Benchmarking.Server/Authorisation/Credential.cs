namespace Benchmarking.Server.Authorisation;

/// <summary>What a caller sends in <c>authorization: Bearer …</c>: a key of the platform, or a token of an identity provider.</summary>
/// <param name="Text">The key or token; empty when there is none, or more than one.</param>
internal readonly record struct Credential(string Text)
{
    private const string Scheme = "Bearer ";
    private const string KeyPrefix = "bmk_";
    private const int PartsOfToken = 3;

    /// <summary>Whether it is meant as a key.</summary>
    public bool IsKey => Text.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>Whether it is meant as a token: header, payload and signature.</summary>
    public bool IsToken => !IsKey && Text.AsSpan().Count('.') == PartsOfToken - 1;

    /// <summary>The credential of a request.</summary>
    public static Credential Of(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? new(header[Scheme.Length..].Trim())
            : new("");
}
