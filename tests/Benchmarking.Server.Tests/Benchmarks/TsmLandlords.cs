using Benchmarking.Csv;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.House;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>The real figures of 360 landlords, as tests/reference/tsm-2024 keeps them.</summary>
internal static class TsmLandlords
{
    private static readonly CsvRecord[] Records = [.. CsvRecords.Of(File.ReadAllBytes(Path.Combine(Repository.Root.FullName, "tests", "reference", "tsm-2024", "landlords.csv")))];

    /// <summary>The measures.</summary>
    public static IReadOnlyList<string> Measures => [.. Records[0].Fields.Skip(4)];

    /// <summary>The landlords.</summary>
    public static IEnumerable<Organisation> Organisations => Records.Skip(1).Select(record => new Organisation
    {
        Name = $"organisations/{record.Fields[0]}",
        DisplayName = $"Landlord {record.Fields[0]}",
        Sector = record.Fields[1],
        Region = record.Fields[2],
        SizeBandHomes = record.Fields[3],
    });

    /// <summary>Their returns.</summary>
    public static IEnumerable<ImportLine> Lines
    {
        get
        {
            long line = 1;
            foreach (CsvRecord record in Records.Skip(1))
            {
                foreach ((string measure, string figure) in Measures.Zip(record.Fields.Skip(4)).Where(pair => pair.Second.Length > 0))
                {
                    string[] parts = figure.Split('/');
                    yield return new() { Line = ++line, Organisation = record.Fields[0], Measure = measure, Stage = "delivered", Numerator = parts[0], Denominator = parts[1] };
                }
            }
        }
    }

    /// <summary>Brings landlords, measures and returns in; the next is the cut.</summary>
    public static async Task<ImportResult> ImportAsync(Api steward)
    {
        Assert.All(await steward.ImportOrganisationsAsync(Organisations), answer => Assert.NotNull(answer.Stored));
        await steward.ImportMeasuresAsync(Measures.Select(Define));
        await steward.OpenAsync("2024");
        return await steward.ImportReturnsAsync("2024", Lines);
    }

    private static MeasureDefinition Define(string id)
    {
        bool isRate = id.StartsWith("nm01", StringComparison.Ordinal) || id.StartsWith("ch01", StringComparison.Ordinal);
        return new()
        {
            Id = id,
            DisplayName = id,
            Unit = isRate ? "per 1,000 homes" : "%",
            Kind = isRate ? "rate" : "percentage",
            Direction = isRate || id == "rp01" ? "lower" : "higher",
            Stages = "delivered",
            CountsCases = isRate ? "" : "yes",
        };
    }
}
