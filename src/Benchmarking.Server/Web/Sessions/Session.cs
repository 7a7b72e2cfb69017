using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Benchmarking.Server.Web.Sessions;

/// <summary>
/// A browser's session: the key it signed in with, or what the identity provider said of its reader, in a cookie that only the server can read.
/// The key is tried anew at every request, so that a revoked one is out at once, and the settings and the organisation looked at; nothing is
/// kept on the server.
/// </summary>
internal static class Session
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "Session";

    private const string Key = "key";
    private const string Identity = "identity";
    private const string Provider = "provider";
    private const string Since = "since";

    /// <summary>How long a session holds without a request.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromHours(1);

    /// <summary>How long it holds at most.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(12);

    /// <summary>Adds sessions.</summary>
    public static void Add(IServiceCollection services, BenchmarkingOptions options)
    {
        Schemes.Add(services).AddCookie(Scheme, cookies =>
        {
            cookies.Cookie.Name = CookieName("session", options);
            cookies.Cookie.HttpOnly = true;
            cookies.Cookie.SameSite = SameSiteMode.Strict;
            cookies.Cookie.SecurePolicy = CookiePolicy(options);
            cookies.ExpireTimeSpan = Idle;
            cookies.SlidingExpiration = true;
            cookies.Events.OnValidatePrincipal = ValidateAsync;
        });
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<TimeProvider>((cookies, clock) => cookies.TimeProvider = clock);
    }

    /// <summary>A cookie's name; over TLS one that no other site can set (__Host-).</summary>
    public static string CookieName(string name, BenchmarkingOptions options) => options.PagesAreEncrypted ? $"__Host-benchmarking-{name}" : $"benchmarking-{name}";

    /// <summary>Whether cookies travel over TLS only.</summary>
    public static CookieSecurePolicy CookiePolicy(BenchmarkingOptions options) => options.PagesAreEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.None;

    /// <summary>Begins a session with a key that holds; whatever session there was ends.</summary>
    public static Task BeginAsync(HttpContext context, Caller caller, string key)
    {
        AuthenticationProperties properties = new();
        properties.Items[Key] = key;
        return BeginAsync(context, caller, properties);
    }

    /// <summary>Begins a session of whom the identity provider signed in; whatever session there was ends.</summary>
    public static Task BeginAsync(HttpContext context, Caller caller, TokenIdentity identity)
    {
        AuthenticationProperties properties = new();
        properties.Items[Identity] = JsonSerializer.Serialize(identity);
        properties.Items[Provider] = Oidc(context).Authority;
        return BeginAsync(context, caller, properties);
    }

    /// <summary>Ends the session.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>Reads the session of a request before its page is shown. When it cannot be told whose it is, the page says that the service is busy.</summary>
    public static async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (context.GetEndpoint() is not null && (await context.AuthenticateAsync(Scheme)).Principal is { } principal)
                context.User = principal;
        }
        catch (Exception exception) when (RefusalFilter.StatusOf(exception) is { } status)
        {
            // The page that says so is for anyone.
            if (!PageAdmission.IsOfError(context))
            {
                context.Response.StatusCode = status;
                return;
            }
        }
        await next(context);
    }

    /// <summary>Who makes a request; null when nobody is signed in.</summary>
    public static Caller? Caller(this HttpContext context) => context.Features.Get<Caller>();

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        HttpContext http = context.HttpContext;
        bool isFresh = DateTimeOffset.TryParse(context.Properties.GetString(Since), CultureInfo.InvariantCulture, out DateTimeOffset since) && Clock(http).GetUtcNow() < since + Longest;
        Caller? caller = isFresh ? await FindAsync(http, context.Properties) : null;
        if (caller is not null)
        {
            http.Features.Set(caller);
            return;
        }
        context.RejectPrincipal();
        await EndAsync(http);
    }

    private static Task BeginAsync(HttpContext context, Caller caller, AuthenticationProperties properties)
    {
        properties.Items[Since] = Clock(context).GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return context.SignInAsync(Scheme, PrincipalOf(caller), properties);
    }

    private static async Task<Caller?> FindAsync(HttpContext context, AuthenticationProperties properties)
    {
        if (properties.GetString(Key) is { } key)
            return await context.RequestServices.GetRequiredService<KeyRing>().AuthenticateAsync(key);
        // Of a provider that the settings no longer name nobody is signed in.
        bool isOurs = Oidc(context).SignsIn && properties.GetString(Provider) == Oidc(context).Authority;
        if (!isOurs || properties.GetString(Identity) is not { } text || JsonSerializer.Deserialize<TokenIdentity>(text) is not { } identity)
            return null;
        try
        {
            return await context.RequestServices.GetRequiredService<TokenFinder>().FindAsync(identity);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
        {
            return null;
        }
    }

    private static OidcOptions Oidc(HttpContext context) => context.RequestServices.GetRequiredService<BenchmarkingOptions>().Oidc;

    // Forms are bound to whoever was given them by these claims.
    private static ClaimsPrincipal PrincipalOf(Caller caller) => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, caller.Id)], Scheme));

    private static TimeProvider Clock(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>();
}
