using Benchmarking.Server.Authorisation;
using Role = Benchmarking.Grains.Keys.Role;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// Settings of an OpenID Connect provider, section <c>Benchmarking:Oidc</c>, whose tokens are taken beside keys. Without
/// <see cref="Authority"/> and <see cref="JwksFile"/> none are.
/// </summary>
public sealed class OidcOptions
{
    private const string Section = $"{BenchmarkingOptions.Section}:Oidc";
    private const int LongestClockSkew = 300;

    /// <summary>The provider's address, under which it publishes <c>/.well-known/openid-configuration</c>: <c>https://</c>, or <c>http://</c> on this machine.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Instead of <see cref="Authority"/>, for a server that cannot reach the provider: the file of its JSON Web Key Set, read at start.</summary>
    public string JwksFile { get; set; } = "";

    /// <summary>What tokens must name as issuer; needed with <see cref="JwksFile"/>, and otherwise what the provider publishes.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>What tokens must name as audience.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The claim that says the role: a text or an array of texts, at the top of the token.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>
    /// By role (<c>contributor</c>, <c>viewer</c>, <c>publisher</c>, <c>analyst</c>, <c>steward</c>), the values of <see cref="RoleClaim"/> that
    /// give it. A token must give one role, as a key does.
    /// </summary>
    // Not by value: a configuration key cannot have a colon in it nor tell upper from lower case, and a provider's values may.
    public Dictionary<string, string[]> Roles { get; } = [];

    /// <summary>The claim with the organisation of a contributor or viewer: its identifier or its name <c>organisations/{id}</c>.</summary>
    public string OrganisationClaim { get; set; } = "organisation";

    /// <summary>The claim with the umbrella body of a publisher: its identifier or its name <c>bodies/{id}</c>.</summary>
    public string BodyClaim { get; set; } = "body";

    /// <summary>How far the provider's clock and this one may be apart, in seconds; 0 to 300.</summary>
    public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>Whether tokens are taken at all.</summary>
    internal bool IsEnabled => Authority.Length > 0 || JwksFile.Length > 0;

    /// <summary>The roles that values of <see cref="RoleClaim"/> give.</summary>
    internal IEnumerable<Role> RolesOf(IEnumerable<string> values) =>
        Roles.Where(pair => pair.Value.Intersect(values, StringComparer.Ordinal).Any()).Select(pair => Enum.Parse<Role>(pair.Key, ignoreCase: true));

    /// <summary>Every problem of these settings, each with its remedy; the file of keys is read.</summary>
    internal IEnumerable<string> Validate()
    {
        if (!IsEnabled)
        {
            return Issuer.Length > 0 || Audience.Length > 0 || Roles.Count > 0
                ? [$"{Section} says what tokens are like, and not whose they are. Name {Section}:Authority, or {Section}:JwksFile."]
                : [];
        }
        return [.. ValidateProvider(), .. ValidateRoles()];
    }

    private IEnumerable<string> ValidateProvider()
    {
        if (Authority.Length > 0 && JwksFile.Length > 0)
            yield return $"{Section}:Authority and {Section}:JwksFile are both set. Leave one out.";
        if (Authority.Length > 0 && !(Uri.TryCreate(Authority, UriKind.Absolute, out Uri? uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))))
            yield return $"{Section}:Authority is \"{Authority}\". Write https:// and the provider's address: over http anyone between could put in keys of their own.";
        if (JwksFile.Length > 0 && string.IsNullOrWhiteSpace(Issuer))
            yield return $"{Section}:Issuer is empty. Write what the provider's tokens name as iss.";
        if (JwksFile.Length > 0 && TokenKeys.Read(JwksFile).Problem is { Length: > 0 } problem)
            yield return $"{Section}:JwksFile \"{JwksFile}\": {problem}";
        if (string.IsNullOrWhiteSpace(Audience))
            yield return $"{Section}:Audience is empty. Write what the provider's tokens for this platform name as aud: others' tokens must not open it.";
        if (ClockSkewSeconds is < 0 or > LongestClockSkew)
            yield return $"{Section}:ClockSkewSeconds is {ClockSkewSeconds}. Write 0 to {LongestClockSkew}.";
    }

    private IEnumerable<string> ValidateRoles()
    {
        if (string.IsNullOrWhiteSpace(RoleClaim))
            yield return $"{Section}:RoleClaim is empty. Name the claim that says the role.";
        if (string.IsNullOrWhiteSpace(OrganisationClaim))
            yield return $"{Section}:OrganisationClaim is empty. Name the claim that says the organisation.";
        if (string.IsNullOrWhiteSpace(BodyClaim))
            yield return $"{Section}:BodyClaim is empty. Name the claim that says the body a publisher publishes for.";
        if (Roles.Count == 0)
            yield return $"{Section}:Roles is empty. Say which values of the claim {RoleClaim} give which role: {Section}:Roles:contributor:0.";
        foreach ((string name, string[] values) in Roles.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!Enum.GetNames<Role>().Contains(name, StringComparer.OrdinalIgnoreCase))
                yield return $"{Section}:Roles:{name} is no role. Write contributor, viewer, publisher, analyst or steward.";
            if (values.Length == 0 || values.Any(string.IsNullOrWhiteSpace))
                yield return $"{Section}:Roles:{name} has an empty value. Name the values of {RoleClaim} that give it.";
        }
        foreach (string value in Roles.Values.SelectMany(values => values.Distinct()).GroupBy(value => value).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"{Section}:Roles gives two roles for \"{value}\". Leave one out.";
    }
}
