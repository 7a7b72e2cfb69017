using System.Globalization;
using System.Xml.Linq;
using Benchmarking.Server.Web.Charts;

namespace Benchmarking.Server.Tests.Web;

/// <summary>A picture of many periods stays one that can be read.</summary>
public sealed class TrendChartTests
{
    // Of Arial, in the coordinates of a chart.
    private const double LetterWidth = 7.3;

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(40)]
    public void Names_of_periods_do_not_run_into_each_other_and_the_latest_is_among_them(int count)
    {
        ChartedPeriod[] periods = [.. Enumerable.Range(0, count).Select(index => new ChartedPeriod($"{1990 + index}-{(91 + index) % 100:00}", 10 + index, 20 + index, 30 + index, 15))];
        XElement chart = XElement.Parse(TrendChart.Of("trend", "A trend", "%", periods)!);
        (string Text, double X)[] names = [.. chart.Elements().Where(element => element.Name.LocalName == "text" && periods.Any(period => period.Period == element.Value))
            .Select(element => (element.Value, double.Parse(element.Attribute("x")!.Value, CultureInfo.InvariantCulture)))];
        Assert.InRange(names.Length, 2, count);
        Assert.Equal(periods[^1].Period, names[^1].Text);
        Assert.All(names.Zip(names.Skip(1)), pair => Assert.True(pair.Second.X - pair.First.X > pair.First.Text.Length * LetterWidth, $"{pair}"));
        // What is not written under its mark is told in words all the same.
        Assert.All(periods, period => Assert.Contains(period.Period, chart.Elements().Single(element => element.Name.LocalName == "desc").Value, StringComparison.Ordinal));
    }
}
