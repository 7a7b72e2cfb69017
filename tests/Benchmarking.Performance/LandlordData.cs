using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Microsoft.VisualBasic.FileIO;

namespace Benchmarking.Performance;

/// <summary>The real figures of 360 landlords, as columns and a lattice.</summary>
internal sealed record LandlordData(CohortLattice Lattice, ImmutableArray<ContributionColumn> Columns)
{
    public static LandlordData Read(string folder)
    {
        CohortLattice lattice = CohortLattice.Of(Rows(folder, "organisations.csv").Select(row => new Organisation(
            new(row["organisation"]), row["name"], row["sector"], row["region"].Replace(' ', '-'), row["size_band_homes"],
            ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, decimal>.Empty)), DisclosurePolicy.Default.MostDimensionsCrossed);
        var columns =
            from row in Rows(folder, "returns.csv")
            group new ColumnEntry(new(row["organisation"]), Number(row["numerator"]), Number(row["denominator"])) by row["measure"] into column
            orderby column.Key
            select new ContributionColumn(Define(column.Key), Stage.Delivered, [.. column]);
        return new(lattice, [.. columns]);
    }

    private static Measure Define(string id)
    {
        bool isRate = id.StartsWith("nm", StringComparison.Ordinal) || id.StartsWith("ch01", StringComparison.Ordinal);
        return new(new(id), id, isRate ? "per 1,000 homes" : "%", isRate ? MeasureKind.Rate : MeasureKind.Percentage, Direction.None,
            [Stage.Delivered], isRate ? 1000 : 100, 1, "", "", [], Guidance.Empty, 1);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Rows(string folder, string file)
    {
        using TextFieldParser parser = new(Path.Combine(folder, file)) { Delimiters = [","] };
        string[] header = parser.ReadFields()!;
        List<Dictionary<string, string>> rows = [];
        while (parser.ReadFields() is { } fields)
            rows.Add(header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
        return rows;
    }
}
