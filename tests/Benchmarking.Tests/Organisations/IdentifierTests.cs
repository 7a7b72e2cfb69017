using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Tests.Organisations;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("00AA", "00AA")]
    [InlineData("organisations/00AA", "00AA")]
    [InlineData("  L4517\t", "L4517")]
    [InlineData("E09000001", "E09000001")]
    [InlineData("a.b_c-d", "a.b_c-d")]
    [InlineData("organisations", "organisations")]
    public void An_identifier_or_a_resource_name_is_read(string text, string expected) =>
        Assert.Equal(expected, OrganisationId.TryParse(text)?.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("-leading")]
    [InlineData(".leading")]
    [InlineData("_leading")]
    [InlineData("organisations/")]
    [InlineData("Organisations/00AA")]
    [InlineData("measures/00AA")]
    [InlineData("organisations/organisations/00AA")]
    [InlineData("00AA/returns/2025")]
    [InlineData("../00AA")]
    [InlineData("00 AA")]
    [InlineData("00\0AA")]
    [InlineData("００ＡＡ")]
    [InlineData("Ärmel")]
    [InlineData("00AA\u202e")]
    [InlineData("a;DROP TABLE OrleansStorage")]
    public void Any_other_text_is_no_identifier(string? text) => Assert.Null(OrganisationId.TryParse(text));

    [Fact]
    public void An_identifier_has_at_most_64_characters()
    {
        Assert.NotNull(OrganisationId.TryParse(new string('a', 64)));
        Assert.Null(OrganisationId.TryParse(new string('a', 65)));
        Assert.Null(OrganisationId.TryParse(new string('a', 10_000)));
    }

    [Fact]
    public void Case_matters_in_organisations_and_not_in_measures()
    {
        Assert.NotEqual(OrganisationId.TryParse("00aa"), OrganisationId.TryParse("00AA"));
        Assert.Equal(MeasureId.TryParse("emp-01"), MeasureId.TryParse(" MEASURES/EMP-01 "));
        Assert.Equal("measures/emp-01", MeasureId.TryParse("Emp-01")!.Name);
    }

    [Theory]
    [InlineData("İ-01")]
    [InlineData("émp-01")]
    [InlineData("emp 01")]
    [InlineData("organisations/emp-01")]
    public void A_measure_is_an_ASCII_slug(string text) => Assert.Null(MeasureId.TryParse(text));

    [Fact]
    public void A_numeric_identifier_keeps_its_zeros()
    {
        Assert.Equal("020235", OrganisationId.TryParse("020235")!.Value);
        Assert.NotEqual(OrganisationId.TryParse("020235"), OrganisationId.TryParse("20235"));
        Assert.Equal("organisations/020235", OrganisationId.TryParse("020235")!.Name);
    }

    [Fact]
    public void An_empty_identifier_is_told_from_a_malformed_one()
    {
        Assert.Equal(ProblemReason.FieldRequired, OrganisationId.Malformed(" ", 3).Reason);
        Problem problem = OrganisationId.Malformed("a b", 3, "org");
        Assert.Equal((3L, "org", ProblemReason.IdentifierMalformed), (problem.Line, problem.Field, problem.Reason));
    }
}
