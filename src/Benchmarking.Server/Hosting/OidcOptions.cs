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

    /// <summary>Under which name the provider knows this platform's pages; with <see cref="ClientSecret"/> readers can sign in there with an account of the provider.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that goes with <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What the pages ask the provider for, with spaces between; <c>openid</c> is among it.</summary>
    public string Scopes { get; set; } = "openid";

    /// <summary>
    /// The address at which readers reach the pages, such as <c>https://benchmarking.example.org</c>; needed behind a proxy, and otherwise that of the
    /// request. The provider must know it, with <c>/sign-in/callback</c> behind it.
    /// </summary>
    public string PagesAddress { get; set; } = "";

    /// <summary>Whether readers can sign in with an account of the provider.</summary>
    internal bool SignsIn => IsEnabled && ClientId.Length > 0;

    /// <summary>Whether tokens are taken at all.</summary>
    internal bool IsEnabled => Authority.Length > 0 || JwksFile.Length > 0;

    /// <summary>The roles that values of <see cref="RoleClaim"/> give.</summary>
    internal IEnumerable<Role> RolesOf(IEnumerable<string> values) =>
        Roles.Where(pair => pair.Value.Intersect(values, StringComparer.Ordinal).Any()).Select(pair => Enum.Parse<Role>(pair.Key, ignoreCase: true));

    /// <summary>Every problem of these settings, each with its remedy; the file of keys is read.</summary>
    /// <param name="isBehindProxy">Whether a proxy is in front, so that the server does not know the address of its pages.</param>
    internal IEnumerable<string> Validate(bool isBehindProxy)
    {
        if (!IsEnabled)
        {
            return Issuer.Length > 0 || Audience.Length > 0 || ClientId.Length > 0 || Roles.Count > 0
                ? [$"{Section} says what tokens are like, and not whose they are. Name {Section}:Authority, or {Section}:JwksFile."]
                : [];
        }
        return [.. ValidateProvider(), .. ValidateSignIn(isBehindProxy), .. ValidateRoles()];
    }

    private IEnumerable<string> ValidateProvider()
    {
        if (Authority.Length > 0 && JwksFile.Length > 0)
            yield return $"{Section}:Authority and {Section}:JwksFile are both set. Leave one out.";
        if (Authority.Length > 0 && !IsSafe(Authority))
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

    private IEnumerable<string> ValidateSignIn(bool isBehindProxy)
    {
        if (ClientId.Length > 0 != ClientSecret.Length > 0)
            yield return $"{Section}:ClientId and {Section}:ClientSecret go together, for signing in at the pages. Write both, or leave both out.";
        if (ClientId.Length > 0 && Authority.Length == 0)
            yield return $"{Section}:ClientId is set, and signing in needs the provider itself. Name {Section}:Authority.";
        if (ClientId.Length > 0 && !Scopes.Split(' ').Contains("openid"))
            yield return $"{Section}:Scopes is \"{Scopes}\". Write openid, and whatever else the provider wants to be asked for.";
        if (PagesAddress.Length > 0 && !(IsSafe(PagesAddress) && new Uri(PagesAddress).PathAndQuery == "/"))
            yield return $"{Section}:PagesAddress is \"{PagesAddress}\". Write https:// and the address of the pages, without a path.";
        if (ClientId.Length > 0 && PagesAddress.Length == 0 && isBehindProxy)
            yield return $"{Section}:PagesAddress is empty. Write the address at which readers reach the pages through the proxy: the provider sends them back there.";
    }

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

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
