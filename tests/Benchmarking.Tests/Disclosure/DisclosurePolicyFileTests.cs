using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Benchmarking.Disclosure;

namespace Benchmarking.Tests.Disclosure;

/// <summary>The policy's file: what it says is taken exactly, and what it must not say is refused, all of it at once.</summary>
public sealed class DisclosurePolicyFileTests
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "disclosure-policy.json"));

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    [Fact]
    public void The_shipped_file_has_every_parameter_and_is_the_default()
    {
        DisclosurePolicy policy = Accepted(Shipped);
        Assert.Equal(DisclosurePolicy.Default, policy);
        Assert.Equal(DisclosurePolicy.Default.Digest(), policy.Digest());
        using JsonDocument document = JsonDocument.Parse(Shipped, Lenient);
        Assert.Equal(PolicyParameter.All.Select(parameter => parameter.Name), document.RootElement.EnumerateObject().Select(property => property.Name));
        // A file that left a number out would be the default too; one that has it must have the same.
        Assert.Equal(["10", "25", "2", "10", "5", "5", "3", "2", "5", "5"], document.RootElement.EnumerateObject().Select(property => property.Value.GetRawText()));
    }

    [Fact]
    public void Each_parameter_goes_where_its_name_says()
    {
        DisclosurePolicy policy = Accepted("""
            { "threshold": 11, "sharePercent": 24.5, "coalitionSize": 3, "precisionPercent": 12.5, "precisionPoints": 6.25, "quantileTail": 6,
              "proportionTail": 4, "mostDimensionsCrossed": 1, "fewestChanged": 7, "codingBandPoints": 2.5 }
            """);
        Assert.Equal(new DisclosurePolicy
        {
            Threshold = 11,
            SharePercent = 24.5m,
            CoalitionSize = 3,
            PrecisionPercent = 12.5m,
            PrecisionPoints = 6.25m,
            QuantileTail = 6,
            ProportionTail = 4,
            MostDimensionsCrossed = 1,
            FewestChanged = 7,
            CodingBandPoints = 2.5m,
        }, policy);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\uFEFF{}")]
    [InlineData(" /* nothing */ { // at all\r\n } ")]
    [InlineData("""{"codingBandPoints":5.0,"threshold":1e1,"sharePercent":25.000000,}""")]
    public void The_same_policy_has_the_same_digest_however_it_is_written(string json) =>
        Assert.Equal(DisclosurePolicy.Default.Digest(), Accepted(json).Digest());

    [Fact]
    public void Every_parameter_and_every_defence_is_in_the_digest()
    {
        // Each another value than its default.
        IEnumerable<DisclosurePolicy> ofFiles = PolicyParameter.All.Select(parameter =>
            Accepted(One(parameter.Name, $"{parameter.Range.Floor + (parameter.Name is "proportionTail" or "fewestChanged" ? 1 : 0)}")));
        IEnumerable<DisclosurePolicy> ofTests = Enum.GetValues<Defences>().Select(defence => DisclosurePolicy.Default with { Defences = defence });
        string[] digests = [.. ofFiles.Concat(ofTests).Select(policy => policy.Digest())];
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.All(digests, digest => Assert.Matches("^[0-9a-f]{64}$", digest));
        Assert.Equal(DisclosurePolicy.Default.Digest(), (DisclosurePolicy.Default with { Defences = Defences.All }).Digest());
    }

    [Theory]
    [InlineData("threshold", "5", "4", "1000001")]
    [InlineData("sharePercent", "1", "0.999999", "50.000001")]
    [InlineData("coalitionSize", "1", "0", "4")]
    [InlineData("precisionPercent", "5", "4.999999", "100.000001")]
    [InlineData("precisionPoints", "1", "0.999999", "50.000001")]
    [InlineData("quantileTail", "3", "2", "1000001")]
    [InlineData("proportionTail", "3", "2", "1000001")]
    [InlineData("mostDimensionsCrossed", "1", "0", "4")]
    [InlineData("fewestChanged", "5", "4", "1000001")]
    [InlineData("codingBandPoints", "1", "0.999999", "20.000001")]
    public void No_parameter_gets_beyond_its_floor_or_ceiling(string name, string floor, string below, string above)
    {
        Accepted(One(name, floor));
        foreach (string value in (string[])[below, above, "-" + floor, "0", "999999999999", "4294967306", "1e11"])
        {
            Problem problem = Assert.Single(Refused(One(name, value)));
            Assert.Equal((name, ProblemReason.NumberOutOfRange), (problem.Field, problem.Reason));
            Assert.Contains($"\"{value}\"", problem.Message, StringComparison.Ordinal);
            Assert.Contains($"from {floor} to", problem.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"10\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[10]")]
    [InlineData("{ \"value\": 10 }")]
    [InlineData("10.5")]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("10.0000001")]
    [InlineData("1e99999999999")]
    [InlineData("-1e400")]
    public void A_value_of_another_kind_is_refused_under_its_name(string value)
    {
        Problem problem = Assert.Single(Refused(One("threshold", value)));
        Assert.Equal("threshold", problem.Field);
        Assert.Equal("Give a whole number from 5 to 1,000,000, without quotes.", problem.Remedy);
    }

    [Fact]
    public void A_number_of_many_digits_is_refused_and_not_repeated_whole()
    {
        Problem problem = Assert.Single(Refused(One("threshold", new string('9', 50_000))));
        Assert.True(problem.Message.Length < 200);
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        ImmutableArray<Problem> problems = Refused("""
            {
              "threshold": 4, "sharePercent": 51, "coalitionSize": "2", "precisionPercent": null, "precisionPoints": 0.5, "quantileTail": 3.5,
              "proportionTail": 3, "proportionTail": 4, "fewestChanged": -5, "codingBandPoints": [], "mostDimensionsCrossed": 9,
              "Threshold": 10, "defences": 0,
            }
            """);
        Assert.Equal(
            ["threshold", "sharePercent", "coalitionSize", "precisionPercent", "precisionPoints", "quantileTail", "proportionTail", "fewestChanged",
                "codingBandPoints", "mostDimensionsCrossed", "Threshold", "defences"],
            problems.Select(problem => problem.Field));
        Assert.All(problems, problem => Assert.True(problem.Message.Length > 0 && problem.Remedy.Length > 0));
    }

    [Theory]
    [InlineData("""{ "threshold": 10, "threshold": 10 }""")]
    [InlineData("""{ "threshold": 20, "threshold": 3, "threshold": 10 }""")]
    public void A_property_twice_is_refused_once(string json) => Assert.Equal(ProblemReason.LineDuplicate, Assert.Single(Refused(json)).Reason);

    [Theory]
    [InlineData("THRESHOLD")]
    [InlineData("")]
    [InlineData("thr\\u0065shold")]
    [InlineData("\\ud800")]
    [InlineData("\u202Ethreshold")]
    [InlineData("defences")]
    public void A_property_that_is_none_is_refused_and_those_that_are_are_named(string name)
    {
        Problem problem = Assert.Single(Refused(One(name, "10")));
        Assert.Equal(ProblemReason.IdentifierMalformed, problem.Reason);
        Assert.DoesNotContain('\u202E', problem.Field + problem.Message);
        Assert.All(PolicyParameter.All, parameter => Assert.Contains(parameter.Name, problem.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "coalitionSize": 3 }""", false)]
    [InlineData("""{ "coalitionSize": 3, "proportionTail": 3 }""", false)]
    [InlineData("""{ "proportionTail": 4, "coalitionSize": 3 }""", true)]
    [InlineData("""{ "coalitionSize": 2, "proportionTail": 3 }""", true)]
    public void A_proportions_tail_is_above_the_coalition(string json, bool isAccepted)
    {
        Outcome<DisclosurePolicy> outcome = DisclosurePolicyFile.Parse(json);
        Assert.Equal(isAccepted, outcome.IsAccepted);
        Assert.All(outcome.Problems, problem => Assert.Equal(("proportionTail", "Give at least 4, or a smaller coalitionSize."), (problem.Field, problem.Remedy)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("// nothing", 1)]
    [InlineData("10", 1)]
    [InlineData("null", 1)]
    [InlineData("[{}]", 1)]
    [InlineData("{}{}", 1)]
    [InlineData("\uFEFF\uFEFF{}", 1)]
    [InlineData("{\n  \"threshold\": 10\n", 3)]
    [InlineData("{\n  \"threshold\": NaN }", 2)]
    [InlineData("{\n  \"threshold\": Infinity }", 2)]
    [InlineData("{\n\n  \"threshold\": 0x10 }", 3)]
    [InlineData("{\n\n  \"threshold\": 010 }", 3)]
    [InlineData("{\n  threshold: 10 }", 2)]
    [InlineData("{ \"threshold\": 10 } \ud800", 1)]
    [InlineData("{ \"threshold\": \0 }", 1)]
    public void What_is_no_object_is_refused_with_its_line(string json, long line)
    {
        Problem problem = Assert.Single(Refused(json));
        Assert.Equal(("policy", line), (problem.Field, problem.Line));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.Equal("policy", Assert.Single(Refused(new string('[', 60_000))).Field);
        Assert.Equal("policy", Assert.Single(Refused(One("threshold", new string('[', 10_000) + new string(']', 10_000)))).Field);
        Assert.Equal("threshold", Assert.Single(Refused(One("threshold", new string('[', 20) + new string(']', 20)))).Field);
    }

    [Fact]
    public void A_file_is_measured_in_bytes_before_it_is_read()
    {
        string comment = new('é', (DisclosurePolicyFile.LargestBytes - Encoding.UTF8.GetByteCount("{} //")) / 2);
        Accepted("{} //" + comment);
        foreach (string json in (string[])["{} // " + comment + "é", "{} //" + new string('x', 1024 * 1024), new string('[', 1024 * 1024)])
            Assert.Equal(ProblemReason.TextTooLong, Assert.Single(Refused(json)).Reason);
        Assert.Throws<ArgumentNullException>(() => DisclosurePolicyFile.Parse(null!));
    }

    [Fact]
    public void Code_gets_no_further_than_a_file()
    {
        foreach (PolicyParameter parameter in PolicyParameter.All)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => parameter.Set(DisclosurePolicy.Default, parameter.Range.Floor - 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => parameter.Set(DisclosurePolicy.Default, parameter.Range.Ceiling + 1));
        }
    }

    private static string One(string name, string value) => $$"""{ "{{name}}": {{value}} }""";

    private static DisclosurePolicy Accepted(string json)
    {
        Outcome<DisclosurePolicy> outcome = DisclosurePolicyFile.Parse(json);
        Assert.True(outcome.IsAccepted, string.Join('\n', outcome.Problems));
        return outcome.Value;
    }

    private static ImmutableArray<Problem> Refused(string json) => DisclosurePolicyFile.Parse(json).Problems;
}
