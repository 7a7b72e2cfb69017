using Benchmarking.Cohorts;

namespace Benchmarking.Tests.Cohorts;

/// <summary>Cohorts by their texts, with one category in a dimension or several.</summary>
public sealed class CohortTests
{
    private static Cohort Read(string text) => Cohort.Parse(text).Value;

    [Theory]
    [InlineData("region=South | north|south", "region=north|south")]
    [InlineData("region=north|south,sector=a", "sector=a,region=north|south")]
    [InlineData("region=north", "region=north")]
    [InlineData("", "all")]
    public void Categories_come_once_and_by_name(string text, string expected) => Assert.Equal(expected, Read(text).Text);

    [Theory]
    [InlineData("region=north|")]
    [InlineData("region=|")]
    [InlineData("region=north||south")]
    [InlineData("region=north|so uth")]
    [InlineData("region=north|region=south")]
    public void What_is_no_category_is_refused(string text) => Assert.Equal(ProblemReason.CohortUnknown, Assert.Single(Cohort.Parse(text).Problems).Reason);

    [Theory]
    [InlineData("all", "region=north|south", true, true)]
    [InlineData("region=north|south", "region=north", true, true)]
    [InlineData("region=north|south", "sector=a,region=south", true, true)]
    [InlineData("region=north|south", "region=south|west", false, true)]
    [InlineData("region=north|south", "region=east|west", false, false)]
    [InlineData("region=north", "sector=a", false, true)]
    public void One_contains_another_or_may_share_members_with_it(string one, string other, bool contains, bool mayShare)
    {
        Assert.Equal((contains, mayShare, mayShare), (Read(one).Contains(Read(other)), Read(one).MayShareMembersWith(Read(other)), Read(other).MayShareMembersWith(Read(one))));
    }
}
