using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Tests.Output;

/// <summary>Whole outputs, byte for byte: scripts and people's eyes rely on them.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Comparison_for_people() =>
        Golden.Is("comparison.txt", ComparisonTable.Of(Replies.Comparison, "organisations/LH0001", null));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Comparison_on_a_narrow_screen_loses_nothing(int width)
    {
        string text = ComparisonTable.Of(Replies.Comparison, "organisations/LH0001", width);
        Assert.All(text.Split('\n').Where(line => line.StartsWith(' ')), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('…', text);
        Assert.Contains("72.91", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_for_people_on_a_small_screen() =>
        Golden.Is("comparison-narrow.txt", ComparisonTable.Of(Replies.Comparison, "organisations/LH0001", 80));

    [Fact]
    public void Comparison_as_csv() => Golden.Is("comparison.csv", BenchmarkCsv.Of(Replies.Comparison, "organisations/LH0001"));

    [Fact]
    public void Comparison_as_json() =>
        Golden.Is("comparison.json", JsonText.Of(BenchmarkJson.Of(Replies.Comparison, "organisations/LH0001")));

    [Fact]
    public void Benchmark_for_people() => Golden.Is("benchmark.txt", BenchmarkTable.Of(Replies.Published, null));

    [Fact]
    public void Withheld_benchmark_for_people() => Golden.Is("withheld.txt", BenchmarkTable.Of(Replies.Withheld, null));

    [Fact]
    public void Benchmark_as_json() => Golden.Is("benchmark.json", JsonText.Of(BenchmarkJson.Of(Replies.Published)));

    [Fact]
    public void Withheld_benchmark_as_json() => Golden.Is("withheld.json", JsonText.Of(BenchmarkJson.Of(Replies.Withheld)));

    [Fact]
    public void Sectors_for_people() => Golden.Is("sectors.txt", SectorTable.Of(Replies.Sectors, null));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Sectors_on_a_narrow_screen_lose_nothing(int width)
    {
        string text = SectorTable.Of(Replies.Sectors, width);
        Assert.All(text.Split('\n').Where(line => line.StartsWith(' ')), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('…', text);
        Assert.Contains("32.41 to 54", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sectors_as_csv() => Golden.Is("sectors.csv", SectorCsv.Of(Replies.Sectors));

    [Fact]
    public void Sectors_as_json() => Golden.Is("sectors.json", JsonText.Of(SectorJson.Of(Replies.Sectors)));

    [Fact]
    public void Trend_for_people() => Golden.Is("trend.txt", TrendTable.Of(Replies.Trend, null));

    [Fact]
    public void Trend_as_csv() => Golden.Is("trend.csv", TrendCsv.Of(Replies.Trend));

    [Fact]
    public void Trend_as_json() => Golden.Is("trend.json", JsonText.Of(TrendJson.Of(Replies.Trend)));

    [Fact]
    public void Query_for_people() => Golden.Is("query.txt", Written(output => new QueryTable(output, null)));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Query_on_a_narrow_screen_loses_nothing(int width)
    {
        string text = Written(output => new QueryTable(output, width));
        Assert.All(text.Split('\n').Where(line => line.StartsWith(' ')), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('…', text);
        Assert.Contains("71.25", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_as_csv() => Golden.Is("query.csv", Written(output => new QueryCsv(output, ["sector", "region"])));

    [Fact]
    public void Query_as_json() => Golden.Is("query.json", Written(output => new QueryJson(output)));

    [Fact]
    public void A_query_without_rows_is_told_in_each_format()
    {
        Assert.Equal("No rows.\n", Written(output => new QueryTable(output, null), []));
        Assert.Equal("{\n  \"rows\": []\n}\n", Written(output => new QueryJson(output), []));
        Assert.Single(Written(output => new QueryCsv(output, []), []).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // Rows come some at a time, and what is written must not tell which came together.
    private static string Written(Func<StringWriter, QueryWriter> make, QueryRow[]? rows = null)
    {
        using StringWriter output = new();
        var writer = make(output);
        foreach (var some in (rows ?? Replies.QueryRows).Chunk(2)) writer.Write(some);
        writer.End();
        return output.ToString();
    }

    [Fact]
    public void Audit_for_people() => Golden.Is("audit.txt", AuditTable.Of(Replies.Audit, null));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Audit_on_a_narrow_screen_loses_nothing(int width)
    {
        string text = AuditTable.Of(Replies.Audit, width);
        Assert.All(text.Split('\n').Where(line => line.StartsWith(' ')), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('…', text);
        Assert.Contains("1,234", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_as_csv() => Golden.Is("audit.csv", AuditRows.Csv(Replies.Audit));

    [Fact]
    public void Audit_as_json() => Golden.Is("audit.json", JsonText.Of(AuditRows.Json(Replies.Audit)));

    [Fact]
    public void An_audit_of_nothing_is_told_without_numbers_that_are_not_there()
    {
        string text = AuditTable.Of(new() { Name = "periods/2024/editions/1/audit", Totals = new() { IsSafe = true }, UnauditedTableCount = 2 }, null);
        Assert.Contains("not counted: 2.", text, StringComparison.Ordinal);
        Assert.Contains("none pass", text, StringComparison.Ordinal);
        Assert.Contains("none withheld", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tightest:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_below_one_never_looks_like_one()
    {
        EditionAudit audit = new() { Totals = new() { TightestInterval = 0.999, TightestMeasure = "measures/tp01", IsSafe = false } };
        string text = AuditTable.Of(audit, null);
        Assert.Contains("0.99\n", text, StringComparison.Ordinal);
        Assert.Contains("Not safe:", text, StringComparison.Ordinal);
    }
}
