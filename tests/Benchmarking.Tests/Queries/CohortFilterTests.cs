using Benchmarking.Queries;

namespace Benchmarking.Tests.Queries;

/// <summary>Filters as people and programs write them: what they leave, and what is said of those that are wrong.</summary>
public sealed class CohortFilterTests
{
    private static readonly CategoryList Known = CategoryList.Of([QuerySector.Usual.Edition]);

    [Theory]
    [InlineData("", "all")]
    [InlineData("  \n", "all")]
    [InlineData("sector = council", "sector=council")]
    [InlineData("sector=council", "sector=council")]
    [InlineData("Sector:\"COUNCIL\"", "sector=council")]
    [InlineData("sector = 'council' AND region = north", "sector=council,region=north")]
    [InlineData("region=north AND sector=council", "sector=council,region=north")]
    [InlineData("region = north OR region = south", "region=north|south")]
    [InlineData("region = south OR region = north", "region=north|south")]
    [InlineData("region != north", "region=east|south|west")]
    [InlineData("NOT region = north", "region=east|south|west")]
    [InlineData("-region = north", "region=east|south|west")]
    [InlineData("NOT NOT region = north", "region=north")]
    [InlineData("NOT region != north", "region=north")]
    [InlineData("NOT (region = north OR sector = homes)", "sector=council,region=east|south|west")]
    [InlineData("NOT (region != north OR region != north)", "region=north")]
    [InlineData("region = north AND region = north", "region=north")]
    // OR binds more closely than AND, as AIP-160 has it.
    [InlineData("sector = council AND region = north OR region = south", "sector=council,region=north|south")]
    [InlineData("sector = council AND (region = north OR region = south)", "sector=council,region=north|south")]
    [InlineData("(sector = council AND region = north) OR (sector = council AND region = south)", "sector=council,region=north|south")]
    [InlineData("(sector = council AND region = north) OR region = north", "region=north")]
    [InlineData("(region = north AND region = south) OR region = west", "region=west")]
    [InlineData("((((((((((region = north))))))))))", "region=north")]
    [InlineData("size_band_homes = small", "size_band_homes=small")]
    public void A_filter_leaves_what_it_says(string filter, string expected) => Assert.Equal(expected, CohortFilter.Read(filter, Known).Value.Text);

    [Theory]
    [InlineData("sector", 7, ProblemReason.FilterMalformed, "expected = or != after \"sector\", and found the end")]
    [InlineData("sector =", 9, ProblemReason.FilterMalformed, "expected a category of \"sector\", and found the end")]
    [InlineData("= council", 1, ProblemReason.FilterMalformed, "expected a condition, and found \"=\"")]
    [InlineData("sector == council", 8, ProblemReason.FilterMalformed, "Did you mean =?")]
    [InlineData("sector ! council", 8, ProblemReason.FilterMalformed, "Did you mean !=")]
    [InlineData("sector = council && region = north", 18, ProblemReason.FilterMalformed, "Did you mean AND?")]
    [InlineData("sector=council,region=north", 15, ProblemReason.FilterMalformed, "Did you mean AND?")]
    [InlineData("region = north || region = south", 16, ProblemReason.FilterMalformed, "Did you mean OR?")]
    [InlineData("sector = council and region = north", 18, ProblemReason.FilterMalformed, "Did you mean AND?")]
    [InlineData("sector = council region = north", 18, ProblemReason.FilterMalformed, "expected AND or OR, and found \"region\"")]
    [InlineData("region = north south", 16, ProblemReason.FilterMalformed, "expected AND or OR, and found \"south\"")]
    [InlineData("(sector = council", 1, ProblemReason.FilterMalformed, "is never closed")]
    [InlineData("sector = council)", 17, ProblemReason.FilterMalformed, "one bracket too many")]
    [InlineData("sector = \"council", 10, ProblemReason.FilterMalformed, "the quote \" is never closed")]
    [InlineData("()", 2, ProblemReason.FilterMalformed, "expected a condition")]
    [InlineData("\"sector\" = council", 1, ProblemReason.FilterMalformed, "expected a condition, and found \"sector\"")]
    [InlineData("sector = (council)", 10, ProblemReason.FilterMalformed, "expected a category")]
    [InlineData("sectr = council", 1, ProblemReason.CohortUnknown, "Did you mean sector?")]
    [InlineData("sector = counsil", 10, ProblemReason.CohortUnknown, "Did you mean council?")]
    [InlineData("region = nroth", 10, ProblemReason.CohortUnknown, "The categories of region are east, north, south, west.")]
    [InlineData("value = 5", 1, ProblemReason.CohortUnknown, "The dimensions are sector, region, size_band_homes.")]
    [InlineData("sector = 5", 10, ProblemReason.CohortUnknown, "no member has sector \"5\"")]
    [InlineData("region < north", 8, ProblemReason.FilterUnsupported, "Use = or !=.")]
    [InlineData("sector = council AND sector = homes", 1, ProblemReason.FilterUnsupported, "nobody can be in")]
    [InlineData("sector = council OR region = north", 21, ProblemReason.FilterUnsupported, "different dimensions by OR")]
    [InlineData("NOT (sector = council AND region = north)", 27, ProblemReason.FilterUnsupported, "different dimensions by OR")]
    // A Cyrillic e, a full-width letter, and a Kelvin sign, which .NET would put into lower case as k.
    [InlineData("s\u0435ctor = council", 1, ProblemReason.CohortUnknown, "U+0435")]
    [InlineData("sector = \uFF43ouncil", 10, ProblemReason.CohortUnknown, "U+FF43")]
    [InlineData("sector = \u212Aent", 10, ProblemReason.CohortUnknown, "U+212A")]
    public void What_is_wrong_is_told_with_its_place_and_a_remedy(string filter, int position, ProblemReason reason, string said)
    {
        Problem problem = CohortFilter.Read(filter, Known).Problems[0];
        Assert.Equal(("filter", reason), (problem.Field, problem.Reason));
        Assert.StartsWith($"At character {position}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(said, $"{problem.Message} {problem.Remedy}", StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void Every_problem_is_told_at_once_in_the_order_of_their_places()
    {
        Outcome<Selection> outcome = CohortFilter.Read("sectr = council AND region < north AND (region = nroth OR region ==  south) AND sector =", Known);
        Assert.Equal([1, 28, 50, 66, 89], outcome.Problems.Select(PositionOf));
    }

    [Fact]
    public void Without_editions_the_writing_is_looked_at_still() =>
        Assert.Equal([1, 18, 43, 52], CohortFilter.Read("colour = red AND shape = round AND sector > any AND", null).Problems.Select(PositionOf));

    [Fact]
    public void A_filter_has_limits()
    {
        Assert.Equal(ProblemReason.TextTooLong, CohortFilter.Read(new string('(', CohortFilter.Longest + 1), Known).Problems.Single().Reason);
        Assert.Contains("more than 10 deep", CohortFilter.Read(new string('(', 11) + "region = north" + new string(')', 11), Known).Problems.Single().Message, StringComparison.Ordinal);
        string hundred = string.Join(" OR ", Enumerable.Repeat("region=west", 100));
        Assert.Equal("region=west", CohortFilter.Read(hundred, Known).Value.Text);
        Assert.Contains("more than 100 conditions", CohortFilter.Read(hundred + " OR region=west", Known).Problems.Single().Message, StringComparison.Ordinal);
        Assert.Equal(10, CohortFilter.Read(string.Join(" AND ", Enumerable.Repeat("a=b", 90)), Known).Problems.Length);
        Assert.InRange(CohortFilter.Read(new string('-', CohortFilter.Longest), Known).Problems.Length, 1, 10);
    }

    private static int PositionOf(Problem problem) => int.Parse(problem.Message["At character ".Length..problem.Message.IndexOf(':', StringComparison.Ordinal)], null);
}
