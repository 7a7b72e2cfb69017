using Benchmarking.Organisations;

namespace Benchmarking.Tests.Organisations;

public sealed class OrganisationProfileTests
{
    [Fact]
    public void A_good_profile_becomes_an_organisation()
    {
        Organisation organisation = (Profiles.Good() with
        {
            Name = "  City of London Corporation ",
            Attributes = new Dictionary<string, string> { ["supported_housing"] = " no " },
            PublicDenominators = new Dictionary<string, string> { ["homes"] = "1928", ["residents"] = " 8583.50 " },
        }).Validate().Value;
        Assert.Equal("organisations/00AA", organisation.Id.Name);
        Assert.Equal("City of London Corporation", organisation.Name);
        Assert.Equal("no", organisation.Attributes["supported_housing"]);
        Assert.Equal(1928m, organisation.PublicDenominators["homes"]);
        Assert.Equal(8583.5m, organisation.PublicDenominators["residents"]);
    }

    [Theory]
    [InlineData("Housing Association", "housing-association")]
    [InlineData(" housing_association ", "housing-association")]
    [InlineData("HOUSING   ASSOCIATION", "housing-association")]
    [InlineData("Merged During Year", "merged-during-year")]
    [InlineData("5000-40000", "5000-40000")]
    public void Spellings_of_a_category_are_one(string text, string expected)
    {
        Organisation organisation = (Profiles.Good() with { Sector = text, Region = text, SizeBandHomes = text }).Validate().Value;
        Assert.Equal((expected, expected, expected), (organisation.Sector, organisation.Region, organisation.SizeBandHomes));
    }

    [Fact]
    public void Region_and_size_may_be_empty_and_sector_may_not()
    {
        Organisation organisation = (Profiles.Good() with { Region = "", SizeBandHomes = "  " }).Validate().Value;
        Assert.Equal(("", ""), (organisation.Region, organisation.SizeBandHomes));
        Assert.Equal((2, "sector", ProblemReason.FieldRequired), Profiles.Only((Profiles.Good() with { Sector = " " }).Validate()));
    }

    [Theory]
    [InlineData("housing,association")]
    [InlineData("sector=x")]
    [InlineData("<b>")]
    [InlineData("n/a")]
    [InlineData("Straße")]
    [InlineData("a\u202eb")]
    public void A_category_that_is_no_slug_is_refused_once(string text) =>
        Assert.Equal((2, "sector", ProblemReason.IdentifierMalformed), Profiles.Only((Profiles.Good() with { Sector = text }).Validate()));

    [Fact]
    public void All_problems_come_at_once_with_their_line_and_field()
    {
        OrganisationProfile profile = new("a b", "", "?", "!", new string('x', 65),
            new Dictionary<string, string> { ["bad key"] = "x", ["note"] = "=1+1" },
            new Dictionary<string, string> { ["homes"] = "many", ["residents"] = "0", ["no name"] = "1", ["staff"] = "-3" }, Line: 7);
        Assert.Equivalent(
            new (long, string, ProblemReason)[]
            {
                (7, "organisation", ProblemReason.IdentifierMalformed),
                (7, "name", ProblemReason.FieldRequired),
                (7, "sector", ProblemReason.IdentifierMalformed),
                (7, "region", ProblemReason.IdentifierMalformed),
                (7, "size_band_homes", ProblemReason.IdentifierMalformed),
                (7, "bad key", ProblemReason.IdentifierMalformed),
                (7, "note", ProblemReason.TextUnsafe),
                (7, "homes", ProblemReason.NumberMalformed),
                (7, "residents", ProblemReason.DenominatorNotPositive),
                (7, "no name", ProblemReason.IdentifierMalformed),
                (7, "staff", ProblemReason.DenominatorNotPositive),
            },
            Profiles.Of(profile.Validate()), strict: true);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(10_000, false)]
    public void A_name_has_at_most_200_characters(int length, bool accepted)
    {
        Outcome<Organisation> outcome = (Profiles.Good() with { Name = new string('n', length) }).Validate();
        Assert.Equal(accepted, outcome.IsAccepted);
        if (!accepted)
        {
            Assert.Equal((2, "name", ProblemReason.TextTooLong), Profiles.Only(outcome));
            Assert.InRange(outcome.Problems[0].Message.Length, 1, 200);
        }
    }

    [Fact]
    public void At_most_32_attributes_and_32_denominators_are_kept()
    {
        Dictionary<string, string> Numbered(int count) => Enumerable.Range(0, count).ToDictionary(i => $"key{i}", _ => "1");
        Assert.Equal(32, (Profiles.Good() with { Attributes = Numbered(32) }).Validate().Value.Attributes.Count);
        Assert.Equal(32, (Profiles.Good() with { PublicDenominators = Numbered(32) }).Validate().Value.PublicDenominators.Count);
        Assert.Equal((2, "attributes", ProblemReason.TooManyLines),
            Profiles.Only((Profiles.Good() with { Attributes = Numbered(33) }).Validate()));
        Assert.Equal((2, "public_denominators", ProblemReason.TooManyLines),
            Profiles.Only((Profiles.Good() with { PublicDenominators = Numbered(33) }).Validate()));
    }

    [Fact]
    public void A_file_gives_the_problems_of_every_line_and_its_duplicates()
    {
        var outcome = OrganisationProfile.ValidateAll(
        [
            Profiles.Good("00AA", 2),
            Profiles.Good("00AB", 3) with { Name = "" },
            Profiles.Good("organisations/00AA", 4),
            Profiles.Good("00aa", 5),
            Profiles.Good("00AC", 6) with { Region = "a/b" },
        ]);
        Assert.Equal(
            [
                (3, "name", ProblemReason.FieldRequired),
                (4, "organisation", ProblemReason.LineDuplicate),
                (6, "region", ProblemReason.IdentifierMalformed),
            ],
            Profiles.Of(outcome));
        Assert.Contains("line 2", outcome.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_file_keeps_its_order()
    {
        var outcome = OrganisationProfile.ValidateAll([Profiles.Good("b"), Profiles.Good("B"), Profiles.Good("a")]);
        Assert.Equal(["b", "B", "a"], outcome.Value.Select(organisation => organisation.Id.Value));
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Equal((0, "organisation", ProblemReason.NothingToDo), Profiles.Only(OrganisationProfile.ValidateAll([])));

    [Fact]
    public void A_refusal_has_no_value_and_needs_a_problem()
    {
        Assert.Throws<InvalidOperationException>(() => OrganisationProfile.ValidateAll([]).Value);
        Assert.Throws<ArgumentException>(() => Outcome.Refused<string>([]));
    }
}
