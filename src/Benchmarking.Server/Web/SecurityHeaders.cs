namespace Benchmarking.Server.Web;

/// <summary>What every answer to a browser says of how it may be used.</summary>
internal static class SecurityHeaders
{
    // No script at all, nothing from elsewhere, no frame around it.
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Writes the headers of an answer, just before it starts; an error begins it anew and keeps them.</summary>
    public static Task WriteAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (context.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000";
            // What a session shows must not stay in a browser's or proxy's store. Files say themselves how long they hold.
            if (!headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal))
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
