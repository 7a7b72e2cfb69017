using System.Text.Encodings.Web;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Limits;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Benchmarking.Server.Web.Sessions;

/// <summary>
/// Signing in at the pages with an account of the identity provider: OpenID Connect's authorisation code flow (RFC 6749, 4.1; OpenID Connect
/// Core, 3.1) with PKCE (RFC 7636), a state and a nonce. Whom the account is of, the settings say as they do for tokens of calls.
/// </summary>
internal sealed class ProviderSignIn(TokenFinder finder, PageLimits limits, BenchmarkingOptions options, ILogger<ProviderSignIn> logger)
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "Provider";

    /// <summary>Where signing in begins. A link leads there, and not a form: a form may lead to this server only, as the policy says.</summary>
    public const string Path = "/sign-in/provider";

    /// <summary>Where the provider sends readers back to.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>Adds the scheme.</summary>
    public static void Add(IServiceCollection services, BenchmarkingOptions options)
    {
        services.AddSingleton<ProviderSignIn>();
        Schemes.Add(services).AddRemoteScheme<OpenIdConnectOptions, Admitted>(Scheme, displayName: null, provider => Configure(provider, options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<TimeProvider, ProviderSignIn>((provider, clock, signIn) =>
        {
            provider.TokenHandler = new SignedTokens { MapInboundClaims = false };
            provider.TokenValidationParameters = TokenAuthentication.ParametersOf(options.Oidc, options.Oidc.ClientId, clock);
            provider.Events = new()
            {
                OnRedirectToIdentityProvider = signIn.LeaveAsync,
                OnTicketReceived = signIn.ReturnAsync,
                OnRemoteFailure = signIn.FailAsync,
            };
        });
    }

    /// <summary>Begins signing in, and takes those who come back from the provider; everything else goes on.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        PathString path = context.Request.Path;
        if (path == CallbackPath || (path == Path && HttpMethods.IsGet(context.Request.Method)))
        {
            if (limits.WaitToSignIn(PageAdmission.AddressOf(context)) is { } wait)
                PageAdmission.Refuse(context.Response, wait);
            else if (path == Path)
                await BeginAsync(context);
            else if (!await Admitted.HandleAsync(context))
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await next(context);
    }

    private static void Configure(OpenIdConnectOptions provider, BenchmarkingOptions options)
    {
        OidcOptions oidc = options.Oidc;
        provider.SignInScheme = Session.Scheme;
        provider.Authority = oidc.Authority;
        provider.RequireHttpsMetadata = TokenAuthentication.NeedsHttps(oidc);
        (provider.ClientId, provider.ClientSecret) = (oidc.ClientId, oidc.ClientSecret);
        // By a link and not by a form: a form from elsewhere would bring no cookie.
        (provider.ResponseType, provider.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        provider.UsePkce = true;
        provider.MapInboundClaims = false;
        provider.DisableTelemetry = true;
        (provider.CallbackPath, provider.RemoteSignOutPath, provider.SignedOutCallbackPath) = (CallbackPath, default, default);
        provider.Scope.Clear();
        foreach (string scope in oidc.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            provider.Scope.Add(scope);
        foreach (CookieBuilder cookie in (CookieBuilder[])[provider.CorrelationCookie, provider.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, Session.CookiePolicy(options));
        // They are for the way there and back, and end by the browser's clock.
        provider.TimeProvider = TimeProvider.System;
    }

    private async Task BeginAsync(HttpContext context)
    {
        string to = LocalOr(context.Request.Query["to"].ToString());
        try
        {
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = to });
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            logger.LogWarning(exception, "The identity provider cannot be asked to sign anybody in.");
            context.Response.Redirect("/sign-in?problem=provider");
        }
    }

    // Behind a proxy the server does not know by which address readers reach it.
    private Task LeaveAsync(RedirectContext context)
    {
        if (options.Oidc.PagesAddress is { Length: > 0 } address)
            context.ProtocolMessage.RedirectUri = address.TrimEnd('/') + CallbackPath;
        return Task.CompletedTask;
    }

    private async Task ReturnAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        try
        {
            if (finder.IdentityOf(context.Principal!) is not { } identity)
            {
                Refuse(context.HttpContext, "role", "The token has no subject.");
                return;
            }
            Caller caller = await finder.FindAsync(identity);
            await Session.BeginAsync(context.HttpContext, caller, identity);
            // The way here began at another site, and a strict cookie goes along with none that did: a page of ours begins the next.
            context.Response.Redirect($"/signed-in?to={Uri.EscapeDataString(LocalOr(context.ReturnUri))}");
        }
        catch (Exception exception) when (RefusalFilter.StatusOf(exception) is StatusCodes.Status503ServiceUnavailable)
        {
            // Who it is cannot be told now: that is no attempt that failed.
            logger.LogWarning(exception, "Nobody was signed in, since the store did not answer.");
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (RpcException refusal)
        {
            Refuse(context.HttpContext, "role", refusal.Status.Detail);
        }
    }

    private Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        // Any page elsewhere can have its readers' browsers ask for this address; only one that was sent to the provider has its cookie, and brings it from no other page's pictures.
        string cookie = context.Options.CorrelationCookie.Name!;
        Refuse(context.HttpContext, "provider", context.Failure?.Message ?? "", isAttempt: context.Request.Cookies.Keys.Any(name => name.StartsWith(cookie, StringComparison.Ordinal)));
        return Task.CompletedTask;
    }

    // Why, only the log says, in one line: it is for whoever set the provider up.
    private void Refuse(HttpContext context, string problem, string reason, bool isAttempt = true)
    {
        logger.LogInformation("Nobody was signed in: {Reason}", reason.Split('\r', '\n')[0]);
        if (isAttempt)
            limits.CountFailedSignIn(PageAdmission.AddressOf(context));
        context.Response.Redirect($"/sign-in?problem={problem}");
    }

    // The library would take an unsigned token that came straight from the provider, as OpenID Connect Core (3.1.3.7) lets it. Here each is signed.
    private sealed class SignedTokens : JsonWebTokenHandler
    {
        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
        {
            validationParameters.RequireSignedTokens = true;
            return base.ValidateTokenAsync(token, validationParameters);
        }
    }

    // Whoever comes back, at whichever door, the host's own authentication would take before the pages' limits and headers have seen it: it has to pass them first.
    private sealed class Admitted(IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logger, HtmlEncoder html, UrlEncoder url) : OpenIdConnectHandler(options, logger, html, url)
    {
        private static readonly object Mark = new();

        public static async Task<bool> HandleAsync(HttpContext context)
        {
            context.Items[Mark] = true;
            return await context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(context, ProviderSignIn.Scheme) is IAuthenticationRequestHandler handler && await handler.HandleRequestAsync();
        }

        public override Task<bool> HandleRequestAsync() => Context.Items.ContainsKey(Mark) ? base.HandleRequestAsync() : Task.FromResult(false);
    }

    private static string LocalOr(string? to) => RedirectHttpResult.IsLocalUrl(to) ? to! : "/";
}
