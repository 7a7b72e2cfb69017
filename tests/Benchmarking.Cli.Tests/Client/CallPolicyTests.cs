using Benchmarking.Client;
using Benchmarking.V1;
using Google.Protobuf.Reflection;

namespace Benchmarking.Cli.Tests.Client;

/// <summary>Which calls the client repeats by itself.</summary>
public sealed class CallPolicyTests
{
    // Writes without a request id: their comments in the protos say that repeating them is harmless.
    private static readonly string[] Harmless = ["AcceptCohortProposal", "ClosePeriod", "DeclineCohortProposal", "FinishPeriod", "OpenPeriod", "RevokeKey", "WithdrawEdition"];

    private static readonly string[] Reads = ["Get", "List", "Compare", "Query", "DryRun", "Download", "Preview", "Validate", "Verify", "Watch"];

    private static readonly MethodDescriptor[] Methods =
    [
        .. typeof(ErrorReason).Assembly.GetTypes().Where(type => type.Name.EndsWith("ServiceReflection", StringComparison.Ordinal))
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!).SelectMany(file => file.Services).SelectMany(service => service.Methods),
    ];

    private static string[] Repeated => [.. CallPolicy.ServiceConfig.MethodConfigs.Single().Names.Select(name => $"{name.Service}/{name.Method}")];

    [Fact]
    public void A_write_without_a_request_id_is_repeated_only_where_that_is_harmless()
    {
        MethodDescriptor[] risky = [.. Methods.Where(method => Repeated.Contains(NameOf(method))).Where(method => method.InputType.FindFieldByName("request_id") is null)];
        Assert.True(risky.Length > 20);
        Assert.Equal(Harmless, risky.Select(method => method.Name).Where(name => !Reads.Any(word => name.StartsWith(word, StringComparison.Ordinal))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Imports_and_the_making_of_secrets_are_the_only_calls_that_are_not_repeated() =>
        Assert.Equal(["ImportMeasures", "ImportOrganisations", "ImportReturns", "IssueKey", "RotateKey"],
            Methods.Where(method => !Repeated.Contains(NameOf(method))).Select(method => method.Name).Order(StringComparer.Ordinal));

    private static string NameOf(MethodDescriptor method) => $"{method.Service.FullName}/{method.Name}";
}
