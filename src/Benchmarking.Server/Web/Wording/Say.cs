using System.Globalization;
using Benchmarking.Cohorts;
using Benchmarking.Grains.Periods;
using Benchmarking.Measures;
using Benchmarking.Releases;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Server.Web.Wording;

/// <summary>The platform's words as people read them on a page.</summary>
internal static class Say
{
    private static readonly CultureInfo British = CultureInfo.InvariantCulture;

    /// <summary>A number to the decimals a person can use.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) >= 1 || value == 0 ? "#,0.##" : "0.####", British);

    /// <summary>A number as it was returned.</summary>
    public static string Number(decimal value) => value.ToString("#,0.######", British);

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString("#,0", British);

    /// <summary>A count with its noun: 1 line, 2 lines.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A percentage of a percentile: 1st, 22nd.</summary>
    public static string Ordinal(double percentile)
    {
        int number = (int)Math.Round(percentile, MidpointRounding.AwayFromZero);
        string ending = (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
        return $"{Count(number)}{ending}";
    }

    /// <summary>A moment, to the minute, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", British);

    /// <inheritdoc cref="Time(DateTimeOffset)"/>
    public static string Time(Timestamp time) => Time(time.ToDateTimeOffset());

    /// <summary>Whether a period's returns are taken.</summary>
    public static string Returns(PeriodState state) => state switch
    {
        PeriodState.Open => "Open",
        PeriodState.Closed => "Closed",
        _ => "Closed for good",
    };

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", British);

    /// <summary>A moment in London, to the minute: when releases appear.</summary>
    public static string London(DateTimeOffset time) => LondonTime.ToText(time);

    /// <inheritdoc cref="London(DateTimeOffset)"/>
    public static string London(Timestamp time) => London(time.ToDateTimeOffset());

    /// <summary>A moment as machines read it.</summary>
    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", British);

    /// <summary>An edition by its name: "2025-26, edition 1".</summary>
    public static string Edition(string name) => EditionName.TryParse(name) is { Number: { } number } edition ? $"{edition.Period.Value}, edition {number.ToString(British)}" : name;

    /// <summary>The paragraphs of a text: they are apart by an empty line.</summary>
    public static IEnumerable<string> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc cref="Day(DateTimeOffset)"/>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", British);

    /// <summary>A stage, as a heading has it.</summary>
    public static string Stage(Stage stage) => stage switch
    {
        Measures.Stage.Committed => "Committed",
        Measures.Stage.Delivered => "Delivered",
        _ => "As things stand",
    };

    /// <inheritdoc cref="Stage(Measures.Stage)"/>
    public static string Stage(V1.Stage stage) => Stage((Stage)stage);

    /// <summary>Which way is better, in a sentence.</summary>
    public static string Direction(V1.Direction direction) => direction switch
    {
        V1.Direction.Higher => "Higher is better.",
        V1.Direction.Lower => "Lower is better.",
        _ => "Neither higher nor lower is better.",
    };

    /// <summary>A cohort: "Sector: local authority; Region: north", or "All organisations".</summary>
    public static string Cohort(string text) => Cohorts.Cohort.Parse(text) is { IsAccepted: true } read && !read.Value.Terms.IsEmpty
        ? string.Join("; ", read.Value.Terms.Select(Term))
        : "All organisations";

    /// <summary>A category, such as <c>local-authority</c>, as words.</summary>
    public static string Category(string category) => category.Replace('-', ' ');

    private static string Term(CohortTerm term) =>
        $"{Dimension.All.First(dimension => dimension.Id == term.Dimension).Title}: {string.Join(" or ", term.Categories.Select(Category))}";
}
