using System.Security.Cryptography.X509Certificates;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Grpc.Core;

namespace Benchmarking.Server.Authorisation;

/// <summary>Finds out who makes a call from the certificate of its connection (mutual TLS, RFC 8446 4.4.2).</summary>
internal sealed class CertificateFinder(CertificateRing certificates, CertificateCheck check, CertifiedCallers callers, BenchmarkingOptions options, ILogger<CertificateFinder> logger)
{
    /// <summary>The caller; null when the connection has no certificate, or none is asked for.</summary>
    /// <exception cref="RpcException">The certificate does not hold, or is nobody's. Whoever sends one means it, even beside a key.</exception>
    public async Task<Caller?> FindAsync(HttpContext context)
    {
        if (!options.ClientCertificates.IsEnabled || context.Connection.ClientCertificate is not { } certificate)
            return null;
        string problem = check.ProblemOf(certificate, context.Features.Get<CertificateVerdict>() ?? new());
        if (problem.Length > 0)
        {
            // Why, only the log says: it is for whoever set the authority up. One line of it, whatever the certificate has in it.
            logger.LogInformation("A client certificate was refused: {Reason}", problem.Split('\r', '\n')[0]);
            throw Invalid("The client certificate does not hold.", "Send one that is valid now, for clients, of an authority that the platform takes.");
        }
        return await FindAsync(certificate)
            ?? throw Invalid("The client certificate is nobody's here.", "Have whoever runs the platform put it into its settings, with an organisation that takes part.");
    }

    /// <summary>The caller of both a certificate and a key or token.</summary>
    /// <exception cref="RpcException">They are of different callers: of two it is unclear which is meant.</exception>
    public static Caller One(Caller certified, Caller caller) =>
        (caller.Role, caller.Own?.Id, caller.Body?.Id) == (certified.Role, certified.Own?.Id, certified.Body?.Id) ? caller
            : throw Invalid("The certificate and the key or token are of different callers.", "Send one of them, or two of one role and organisation.");

    private async Task<Caller?> FindAsync(X509Certificate2 certificate) =>
        callers.Find(certificate) is { } known ? await certificates.FindAsync(known.ClaimsOf(certificate)) : null;

    private static RpcException Invalid(string message, string remedy) => new Problem(0, "certificate", ProblemReason.CertificateInvalid, message, remedy).ToException();
}
