using System.Text.RegularExpressions;
using Benchmarking.Server.Tests.House;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Wire;

/// <summary>The proto files as a reader meets them, and what their messages can carry.</summary>
public sealed partial class ProtoTests
{
    private static IEnumerable<FileInfo> ProtoFiles => Repository.Files("protos").Where(file => file.Extension == ".proto");

    /// <summary>Every service of the platform, found by reflection, so that a new one is not forgotten.</summary>
    internal static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        .. typeof(V1.ReturnReflection).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>().SelectMany(file => file.Services).OrderBy(service => service.Name),
    ];

    public static TheoryData<string> FileNames => [.. ProtoFiles.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Every_field_and_every_call_has_a_comment(string name)
    {
        string[] lines = [.. File.ReadAllLines(ProtoFiles.Single(file => file.Name == name).FullName).Select(line => line.Trim())];
        Assert.Empty(lines.Where((line, index) => (FieldLine().IsMatch(line) || line.StartsWith("rpc ", StringComparison.Ordinal)) && !lines[index - 1].StartsWith("//", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_reader_of_comments_sees_every_field_and_call()
    {
        int declared = ProtoFiles.Sum(file => File.ReadAllLines(file.FullName).Count(line => FieldLine().IsMatch(line.Trim())));
        Assert.Equal(Messages().Sum(message => message.Fields.InDeclarationOrder().Count), declared);
        int calls = ProtoFiles.Sum(file => File.ReadAllLines(file.FullName).Count(line => line.Trim().StartsWith("rpc ", StringComparison.Ordinal)));
        Assert.Equal(Services.Sum(service => service.Methods.Count), calls);
    }

    [Fact]
    public void Lines_of_a_return_come_back_only_from_the_calls_that_name_ones_own()
    {
        IEnumerable<string> found = Services.SelectMany(service => service.Methods)
            .Where(method => Reachable(method.OutputType).Any(message => message.Name is "ReturnLine" or "ImportLine"))
            .Select(method => method.Name);
        // Authorisation/MatrixTests has them refuse every other organisation.
        Assert.Equal(["GetReturn", "SubmitReturn", "UpdateReturn", "WithdrawReturn"], found.Order());
    }

    [Fact]
    public void Numbers_of_others_are_figures_of_an_edition_and_nothing_else()
    {
        IEnumerable<string> numbers = Services.SelectMany(service => service.Methods).SelectMany(method => Reachable(method.OutputType)).Distinct()
            .SelectMany(message => message.Fields.InDeclarationOrder()).Where(field => field.FieldType is FieldType.Double or FieldType.Float)
            .Select(field => $"{field.ContainingType.Name}.{field.Name}");
        // A funnel is made of published quartiles and the caller's own return, a trend's test of published figures.
        // An audit is for stewards: costs, shares of cells, and intervals in units of the protection they give.
        Assert.Equal(
            ["AuditTotals.cost", "AuditTotals.optimal_cost", "AuditTotals.published_percent", "AuditTotals.tightest_interval", "AuditTotals.told_percent",
             "Figure.value", "Funnel.standard_error", "Funnel.target", "Interval.lower", "Interval.upper", "Position.lower", "Position.percentile", "Position.upper", "Quantile.probability", "SectorDifference.score",
             "TableAudit.cost", "TableAudit.optimal_cost", "TableAudit.tightest_interval", "TrendTest.p_value", "TrendTest.slope"],
            numbers.Order(StringComparer.Ordinal));
        // A comparison and a benchmark hold no organisation but the caller's, so a figure in them belongs to a cohort.
        IEnumerable<FieldDescriptor> fields = ((MessageDescriptor[])[V1.CompareResponse.Descriptor, V1.CompareSectorsResponse.Descriptor, V1.Trend.Descriptor, V1.Benchmark.Descriptor, V1.QueryResponse.Descriptor, V1.ListCohortsResponse.Descriptor, V1.Edition.Descriptor])
            .SelectMany(Reachable).SelectMany(message => message.Fields.InDeclarationOrder());
        Assert.DoesNotContain(fields, field => field.Name.Contains("organisation", StringComparison.Ordinal) || field.Name.Contains("contribut", StringComparison.Ordinal));
    }

    private static IEnumerable<MessageDescriptor> Messages() =>
        typeof(V1.ReturnReflection).Assembly.GetTypes().Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>()
            .SelectMany(file => file.MessageTypes).SelectMany(message => message.NestedTypes.Where(nested => !nested.IsMapEntry).Prepend(message));

    private static HashSet<MessageDescriptor> Reachable(MessageDescriptor start)
    {
        HashSet<MessageDescriptor> seen = [];
        Stack<MessageDescriptor> open = new([start]);
        while (open.TryPop(out MessageDescriptor? message))
        {
            if (!seen.Add(message))
                continue;
            foreach (FieldDescriptor field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                open.Push(field.MessageType);
        }
        return seen;
    }

    [GeneratedRegex(@"^(repeated |optional )?(map<[^>]+>|[A-Za-z0-9_.]+) [a-z0-9_]+ = [0-9]+( \[|;)")]
    private static partial Regex FieldLine();
}
