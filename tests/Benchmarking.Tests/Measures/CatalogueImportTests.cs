using Benchmarking.Measures;
using Benchmarking.Tests.Organisations;

namespace Benchmarking.Tests.Measures;

public sealed class CatalogueImportTests
{
    private static readonly Catalogue One = new Catalogue([]).Import([MeasureDefinitionTests.Good()]).Value;

    [Fact]
    public void A_new_measure_comes_last_at_revision_1()
    {
        Catalogue catalogue = Catalogue.Default.Import([MeasureDefinitionTests.Good()]).Value;
        Assert.Equal(27, catalogue.Measures.Length);
        Assert.Equal(("x-01", 1), (catalogue.Measures[^1].Id.Value, catalogue.Measures[^1].Revision));
        Assert.Equal(26, Catalogue.Default.Measures.Length);
    }

    [Fact]
    public void An_equal_definition_keeps_its_revision() => Assert.Equal(
        1, One.Import([MeasureDefinitionTests.Good() with { Direction = "H", Name = " A measure ", Line = 99 }]).Value.Measures.Single().Revision);

    [Fact]
    public void Each_change_raises_the_revision_by_one()
    {
        MeasureDefinition good = MeasureDefinitionTests.Good();
        MeasureDefinition[] changes =
        [
            good with { Name = "Another" }, good with { Unit = "days per 1,000 homes" }, good with { Direction = "lower" },
            good with { Stages = "delivered" }, good with { Per = "10" }, good with { Decimals = "3" }, good with { Numerator = "days" },
            good with { Denominator = "houses" }, good with { Guidance = Guidance.Empty with { Mistakes = "Counting twice." } },
        ];
        Assert.All(changes, change => Assert.Equal(2, One.Import([change]).Value.Measures.Single().Revision));
        Catalogue catalogue = One;
        foreach (MeasureDefinition change in changes)
            catalogue = catalogue.Import([change]).Value;
        Assert.Equal(1 + changes.Length, catalogue.Measures.Single().Revision);
    }

    [Fact]
    public void A_revision_keeps_its_place_and_the_other_measures()
    {
        Measure first = Catalogue.Default.Measures[0];
        Catalogue catalogue = Catalogue.Default.Import([MeasureDefinitionTests.Good(id: first.Id.Value)]).Value;
        Assert.Equal(2, catalogue.Measures[0].Revision);
        Assert.Equal(first.AlsoPer, catalogue.Measures[0].AlsoPer);
        Assert.Equal(Catalogue.Default.Measures.Skip(1), catalogue.Measures.Skip(1));
    }

    [Fact]
    public void What_a_measure_follows_from_stays_unless_the_file_says_so()
    {
        MeasureDefinition total = MeasureDefinitionTests.Good("amount", id: "total") with { Parts = "cash" }, numerator = MeasureDefinitionTests.Good("amount", id: "n") with { NumeratorOf = "x-01" };
        Catalogue linked = One.Import([MeasureDefinitionTests.Good("amount", id: "cash"), total, numerator]).Value;
        Measure Revised(MeasureDefinition definition) => linked.Import([definition with { Guidance = Guidance.Empty with { Mistakes = "Counting twice." } }]).Value.Find(MeasureId.TryParse(definition.Id))!;
        Assert.Equal(["cash"], Revised(total with { Parts = null }).Parts.Select(part => part.Value));
        Assert.Equal("x-01", Revised(numerator with { NumeratorOf = null, Parts = "" }).NumeratorOf?.Value);
        Assert.Empty(Revised(total with { Parts = "" }).Parts);
        Assert.Null(Revised(numerator with { NumeratorOf = " " }).NumeratorOf);
        Assert.Equal((7, "numerator_of", ProblemReason.MeasureMalformed), Profiles.Only(linked.Import([total with { Parts = null, NumeratorOf = "x-01", Line = 7 }])));
        Assert.Equal((7, "parts", ProblemReason.MeasureMalformed), Profiles.Only(linked.Import([numerator with { NumeratorOf = null, Parts = "cash", Line = 7 }])));
    }

    [Theory]
    [InlineData("percentage")]
    [InlineData("amount")]
    [InlineData("yes-no")]
    public void A_kind_is_fixed(string kind) =>
        Assert.Equal((3, "kind", ProblemReason.MeasureKindFixed), Profiles.Only(One.Import([MeasureDefinitionTests.Good(kind)])));

    [Fact]
    public void A_measure_twice_in_a_file_is_refused_with_its_first_line()
    {
        Outcome<Catalogue> outcome = One.Import(
            [MeasureDefinitionTests.Good(line: 2), MeasureDefinitionTests.Good(id: "y"), MeasureDefinitionTests.Good(id: "X-01", line: 4)]);
        Assert.Equal((4, "id", ProblemReason.LineDuplicate), Profiles.Only(outcome));
        Assert.Contains("line 2", outcome.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_import_is_refused() => Assert.Equal((0, "id", ProblemReason.NothingToDo), Profiles.Only(One.Import([])));

    [Fact]
    public void One_bad_definition_refuses_the_file_with_every_problem() => Assert.Equal(
        [(2, "name", ProblemReason.FieldRequired), (4, "kind", ProblemReason.MeasureKindFixed)],
        Profiles.Of(One.Import(
        [
            MeasureDefinitionTests.Good(id: "a", line: 2) with { Name = "" },
            MeasureDefinitionTests.Good(id: "b", line: 3),
            MeasureDefinitionTests.Good("amount", line: 4),
        ])));

    [Fact]
    public void A_catalogue_has_at_most_500_measures()
    {
        MeasureDefinition[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => MeasureDefinitionTests.Good(id: $"n{i}"))];
        Assert.Equal(500, One.Import(Numbered(499)).Value.Measures.Length);
        Assert.Equal((0, "id", ProblemReason.TooManyLines), Profiles.Only(One.Import(Numbered(500))));
    }

    [Fact]
    public void Measures_are_equal_by_content()
    {
        Measure one = MeasureDefinitionTests.Good().Validate().Value, other = MeasureDefinitionTests.Good().Validate().Value;
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, other with { Revision = 2 });
        Assert.NotEqual(one, other with { AlsoPer = ["homes"] });
    }
}
