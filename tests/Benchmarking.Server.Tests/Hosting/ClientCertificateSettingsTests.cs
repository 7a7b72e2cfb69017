using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>The settings of client certificates: every problem at once.</summary>
public sealed class ClientCertificateSettingsTests
{
    private const string Section = "Benchmarking:ClientCertificates";

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        BenchmarkingOptions options = new()
        {
            BehindTlsProxy = true,
            ClientCertificates = new()
            {
                AuthorityFile = "none.pem",
                Callers =
                {
                    new() { Subject = "CN=a", Thumbprint = "12", Role = "king" },
                    new() { Subject = "CN=b, O=c", Role = "viewer" },
                    new() { Subject = "CN=B,O=c", Role = "steward", Organisation = "mine", Body = "umbrella" },
                    new() { Subject = "=", Role = "publisher", Body = "no body" },
                },
            },
        };
        string[] expected =
        [
            "AuthorityFile is set", "AuthorityFile and", "AuthorityFile \"none.pem\"", "Callers:0 must", "Callers:0:Thumbprint", "Callers:0:Role", "Callers:1:Organisation",
            "Callers:2:Organisation", "Callers:2:Body", "Callers:3:Subject", "Callers:3:Body", "Callers has \"CN=b, O=c\" twice",
        ];
        string[] problems = [.. options.Validate()];
        Assert.Equal(expected.Length, problems.Length);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith($"{Section}:{pair.First}", pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Whose_certificates_are_taken_without_an_authority_is_a_mistake() =>
        Assert.StartsWith(Section, Assert.Single(new BenchmarkingOptions { ClientCertificates = new() { CheckRevocation = true } }.Validate()), StringComparison.Ordinal);

    [Fact]
    public void An_authority_without_callers_is_one_too() =>
        Assert.Contains(new BenchmarkingOptions { ClientCertificates = new() { AuthorityFile = "none.pem" } }.Validate(), problem => problem.StartsWith($"{Section}:Callers is empty", StringComparison.Ordinal));
}
