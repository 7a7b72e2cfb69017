using System.Security.Cryptography.X509Certificates;
using Benchmarking.Server.Hosting;
using Microsoft.Extensions.Primitives;

namespace Benchmarking.Server.Authorisation;

/// <summary>
/// Whose certificates are which callers, as the settings say it now: a caller that is taken out of <c>appsettings.json</c> is out with the next
/// call, as with a key that is revoked. A list with a problem is not taken, and the one before it counts on.
/// </summary>
internal sealed class CertifiedCallers : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ILogger<CertifiedCallers> _logger;
    private readonly IDisposable _changes;
    private volatile CertifiedCaller[] _callers;

    /// <summary>Begins with the settings of the start, whose problems were told then.</summary>
    public CertifiedCallers(BenchmarkingOptions options, IConfiguration configuration, ILogger<CertifiedCallers> logger)
    {
        (_configuration, _logger, _callers) = (configuration, logger, [.. options.ClientCertificates.Callers]);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Read);
    }

    /// <summary>The caller whose a certificate is; null when it is nobody's. Of several it is unclear which is meant.</summary>
    public CertifiedCaller? Find(X509Certificate2 certificate) => _callers.Where(caller => caller.Matches(certificate)).ToArray() is [var only] ? only : null;

    /// <inheritdoc/>
    public void Dispose() => _changes.Dispose();

    private void Read()
    {
        ClientCertificateOptions read = new();
        _configuration.GetSection(ClientCertificateOptions.Section).Bind(read);
        string[] problems = [.. ClientCertificateOptions.ValidateCallers(read.Callers)];
        if (problems.Length == 0)
            _callers = [.. read.Callers];
        foreach (string problem in problems)
            _logger.LogError("The settings were changed, and the list of certified callers is still the one before: {Problem}", problem);
    }
}
