using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Client;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Client;

public sealed class BenchmarkingClientTests
{
    [Theory]
    [InlineData("http://benchmarking.example.org")]
    [InlineData("http://10.0.0.7:50051")]
    public void A_key_is_not_sent_in_clear_to_another_machine(string server)
    {
        var refused = Assert.Throws<ArgumentException>(() => new BenchmarkingClient(new(server), "key"));
        Assert.Contains("https://", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:50051")]
    [InlineData("http://127.8.8.8:50051")]
    [InlineData("http://[::1]:50051")]
    [InlineData("http://localhost:50051")]
    [InlineData("https://benchmarking.example.org")]
    public void A_key_goes_to_this_machine_or_over_tls(string server)
    {
        using BenchmarkingClient client = new(new(server), "key");
        Assert.NotNull(client.Returns);
    }

    [Fact]
    public void Without_a_key_or_when_allowed_plain_http_is_no_matter()
    {
        using BenchmarkingClient keyless = new(new("http://example.org"));
        using BenchmarkingClient allowed = new(new("http://example.org"), "key", new() { AllowKeyOverPlainHttp = true });
    }

    [Fact]
    public void A_certificate_has_its_key_and_goes_over_tls()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 whole = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(whole.RawData);
        using BenchmarkingClient client = new(new("https://example.org"), options: new() { Certificate = whole });
        Assert.Contains("private key", Assert.Throws<ArgumentException>(() => new BenchmarkingClient(new("https://example.org"), options: new() { Certificate = bare })).Message, StringComparison.Ordinal);
        Assert.Contains("https://", Assert.Throws<ArgumentException>(() => new BenchmarkingClient(new("http://127.0.0.1"), options: new() { Certificate = whole })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("unix:/run/benchmarking")]
    public void Other_schemes_are_refused(string server) => Assert.Throws<ArgumentException>(() => new BenchmarkingClient(new(server)));

    [Theory]
    [InlineData("ke\ny")]
    [InlineData("clé")]
    public void A_key_that_no_header_carries_is_refused_without_being_repeated(string key)
    {
        var refused = Assert.Throws<ArgumentException>(() => new BenchmarkingClient(new("https://example.org"), key));
        Assert.DoesNotContain(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_read_from_its_details()
    {
        ErrorInfo info = new() { Domain = "benchmarking", Reason = "NUMBER_MALFORMED", Metadata = { ["remedy"] = "Write 1234.", ["problem_count"] = "27" } };
        BadRequest bad = new()
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "lines[12].numerator", Description = "\"1,234\" is no number. Write 1234.", Reason = "NUMBER_MALFORMED" },
                new BadRequest.Types.FieldViolation { Field = "period", Description = "No.", Reason = "OF_TOMORROW" },
            },
        };
        Google.Rpc.Status status = new() { Code = (int)StatusCode.InvalidArgument, Message = "Refused", Details = { Any.Pack(info), Any.Pack(bad), Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(7)) }) } };

        var failure = BenchmarkingException.From(status.ToRpcException());

        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryDelay);

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.NumberMalformed, "Write 1234."), (failure.StatusCode, failure.Reason, failure.Remedy));
        Assert.Equal(
            [new() { Line = 12, Field = "numerator", Reason = ErrorReason.NumberMalformed, Message = "\"1,234\" is no number.", Remedy = "Write 1234." },
             new Problem { Field = "period", Message = "No." }],
            failure.Problems);
        Assert.Equal(27, failure.ProblemCount);
    }

    [Fact]
    public void An_error_without_details_keeps_its_status()
    {
        var failure = BenchmarkingException.From(new(new(StatusCode.Internal, "broken")));
        Assert.Equal((StatusCode.Internal, null, "broken"), (failure.StatusCode, failure.Reason, failure.Message));
        Assert.Empty(failure.Problems);
        Assert.Equal(0, failure.ProblemCount);
    }

    [Fact]
    public void Names_are_the_wires_and_not_csharps()
    {
        Assert.Equal("NUMERATOR_ABOVE_DENOMINATOR", WireName.Of(ErrorReason.NumeratorAboveDenominator));
        Assert.Equal("OPEN", WireName.Of(Period.Types.State.Open));
        Assert.Equal("99", WireName.Of((ErrorReason)99));
        Assert.False(WireName.TryParse<ErrorReason>("ERROR_REASON_ALREADY_EXISTS", out _));
    }
}
