using Microsoft.AspNetCore.Authentication;

namespace Benchmarking.Server.Authorisation;

/// <summary>The library's ways of finding out who somebody is. Each is asked by its name, where it belongs, and none by default.</summary>
internal static class Schemes
{
    // Of no scheme. Were only one there, the library would take it for the default, and the host look at its cookie or token in every request: at every door, before its limits.
    private const string None = "None";

    /// <summary>Begins to add one.</summary>
    public static AuthenticationBuilder Add(IServiceCollection services) => services.AddAuthentication(None);
}
