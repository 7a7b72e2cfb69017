using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>"Where we stand": what the page shows is what the call answers, and each chart has its table.</summary>
public sealed class StandingTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    [Fact]
    public async Task The_page_shows_what_the_call_answers()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument page = await visitor.ReadAsync("/where-we-stand");
        Api own = fixture.Server.With(fixture.ContributorKey);
        CompareResponse answer = await own.Benchmarks.CompareAsync(new() { Organisation = $"organisations/{PagesFixture.Member}", Edition = "periods/2025-26" });
        Assert.Equal(4, answer.Comparisons.Count);
        foreach (Comparison comparison in answer.Comparisons.Where(comparison => comparison.Measure == "measures/spd-01"))
        {
            IElement table = page.QuerySelector("section[aria-labelledby='measure-spd-01'] table")!;
            int column = table.QuerySelectorAll("thead th").ToList().FindIndex(heading => heading.TextContent == comparison.Stage.ToString());
            string Text(string row) => table.QuerySelectorAll("tbody tr").Single(line => line.FirstElementChild!.TextContent == row).Children[column].TextContent;
            Assert.Equal(comparison.Own.Value.ToString("0.##"), Text("Your figure"));
            Assert.Equal(comparison.Cohorts[0].Benchmark.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure.Value.ToString("0.##"), Text("Median"));
            Assert.Equal($"{PagesFixture.Councils}", Text("Organisations with a figure"));
        }
        Assert.Contains("You committed 46 and delivered 36", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("in the lowest quarter", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_chart_says_what_it_shows_and_has_a_table_under_it()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        foreach (string address in (string[])["/where-we-stand", "/where-we-stand/spd-01"])
        {
            IHtmlDocument page = await visitor.ReadAsync(address);
            IHtmlCollection<IElement> charts = page.QuerySelectorAll("svg");
            Assert.NotEmpty(charts);
            Assert.All(charts, chart =>
            {
                Assert.Equal("img", chart.GetAttribute("role"));
                string[] labels = chart.GetAttribute("aria-labelledby")!.Split(' ');
                Assert.Equal(["title", "desc"], labels.Select(id => page.GetElementById(id)!.LocalName));
                Assert.All(labels, id => Assert.NotEqual("", page.GetElementById(id)!.TextContent));
                Assert.NotNull(chart.NextElementSibling!.QuerySelector("table caption"));
            });
        }
    }

    [Fact]
    public async Task A_measure_has_its_trend_guidance_and_citation()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        string text = (await visitor.ReadAsync("/where-we-stand/spd-01")).Body!.TextContent;
        Assert.Contains("2024-25", text, StringComparison.Ordinal);
        Assert.Contains("Common mistakes", text, StringComparison.Ordinal);
        Assert.Contains("Benchmarking periods/2025-26/editions/1, cut 2026-01-05T09:00:00Z.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_is_withheld_has_markers_in_place_of_figures_and_no_chart()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument page = await visitor.ReadAsync("/where-we-stand?group=region%3Dnorth");
        Assert.Contains("too few organisations", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("svg"));
        Assert.Contains(page.QuerySelectorAll("td"), cell => cell.TextContent == "[c]");
    }

    [Theory]
    [InlineData("spd-01", "Committed", "46")]
    [InlineData("spd-01", "Delivered", "36")]
    [InlineData("gov-01", "As things stand", "Yes")]
    public async Task Across_periods_what_is_withheld_has_the_marker_that_it_has_in_its_own_period(string measure, string stage, string own)
    {
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument page = await visitor.ReadAsync($"/where-we-stand/{measure}?group=region%3Dnorth");
        IElement table = page.QuerySelectorAll("table").Single(each => each.QuerySelector("caption")?.TextContent.Contains($"across periods, {stage.ToLowerInvariant()}", StringComparison.Ordinal) == true);
        IElement[] rows = [.. table.QuerySelectorAll("tbody tr")];
        Assert.Equal(["2024-25", "2025-26"], rows.Select(row => row.FirstElementChild!.TextContent));
        Assert.All(rows, row => Assert.Equal(["[c]", "[c]", "[c]"], row.QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent)));
        Assert.Equal(own, rows[1].QuerySelector("td")!.TextContent);
    }

    [Theory]
    [InlineData("?group=region%3Dnowhere")]
    [InlineData("?group=%3Cscript%3E")]
    [InlineData("?edition=periods/1999/editions/1")]
    [InlineData("?edition=%00&group=%00")]
    public async Task What_cannot_be_chosen_is_the_usual_choice(string query)
    {
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument page = await visitor.ReadAsync("/where-we-stand" + query);
        Assert.Equal("periods/2025-26/editions/1", page.QuerySelector<IHtmlSelectElement>("#edition")!.Value);
        Assert.Equal("sector=local-authority", page.QuerySelector<IHtmlSelectElement>("#group")!.Value);
    }
}
