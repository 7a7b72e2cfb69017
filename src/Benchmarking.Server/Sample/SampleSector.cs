using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Server.Sample;

/// <summary>
/// A synthetic sector to try the platform on: 77 local authorities and 123 housing associations, as many as answered the survey of
/// 2014, with invented figures. The same on every machine: drawn from a fixed seed.
/// </summary>
internal static class SampleSector
{
    private const int LocalAuthorities = 77;
    private const int HousingAssociations = 123;
    private const double ShareMissing = 0.08;

    private static readonly string[] Regions = ["london", "midlands", "north", "south"];
    private static readonly (string Band, int From, int To)[] SizeBands = [("under-5000", 600, 5_000), ("5000-40000", 5_000, 40_000), ("over-40000", 40_000, 90_000)];

    // A usual figure of each measure, in its unit (percentages as such; yes/no as a percentage of organisations). Invented.
    private static readonly ImmutableDictionary<string, double> Usual = ImmutableDictionary.CreateRange<string, double>(
    [
        new("emp-01", 3.1), new("emp-02", 0.7), new("emp-03", 1.3), new("emp-04", 0.5), new("emp-05", 81), new("skl-01", 41), new("skl-02", 66),
        new("skl-03", 6.5), new("skl-04", 26), new("spd-01", 43), new("spd-02", 39), new("spd-03", 9), new("spd-04", 90), new("com-01", 5.5),
        new("com-02", 4_300), new("com-03", 8.5), new("com-04", 23), new("com-05", 320), new("env-01", 15), new("env-02", 86), new("env-03", 34),
        new("gov-01", 37), new("gov-02", 58), new("gov-03", 60), new("gov-04", 13), new("gov-05", 72),
    ]);

    /// <summary>The organisations, each labelled as a sample.</summary>
    public static ImmutableArray<Organisation> Organisations()
    {
        Random random = new(2014);
        return
        [
            .. Enumerable.Range(1, LocalAuthorities).Select(i => Organisation($"sample-la-{i:000}", $"Sample Council {i} (synthetic)", "local-authority", random)),
            .. Enumerable.Range(1, HousingAssociations).Select(i => Organisation($"sample-ha-{i:000}", $"Sample Homes {i} (synthetic)", "housing-association", random)),
        ];
    }

    /// <summary>An organisation's invented return on every measure of a catalogue that the sample knows.</summary>
    public static ImmutableArray<ReturnLine> Return(Organisation organisation, Catalogue catalogue)
    {
        Random random = new(organisation.Id.Value.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter)));
        decimal spend = decimal.Round((decimal)(5 + 60 * random.NextDouble()), 2);
        double effort = Math.Exp(0.25 * Normal(random));
        List<ReturnLine> lines = [];
        foreach (Measure measure in catalogue.Measures.Where(measure => Usual.ContainsKey(measure.Id.Value)))
        {
            double level = Usual[measure.Id.Value] * (organisation.Sector == "local-authority" ? 1.06 : 0.97);
            foreach (Stage stage in measure.Stages.Where(_ => random.NextDouble() > ShareMissing))
                lines.Add(Line(measure, stage, level * (stage == Stage.Delivered ? 0.92 : 1), effort, spend, organisation, random));
        }
        return [.. lines];
    }

    private static Organisation Organisation(string id, string name, string sector, Random random)
    {
        (string band, int from, int to) = SizeBands[random.Next(10) switch { < 4 => 0, < 9 => 1, _ => 2 }];
        string homes = random.Next(from, to).ToString(CultureInfo.InvariantCulture);
        return new OrganisationProfile(id, name, sector, Regions[random.Next(Regions.Length)], band,
            new Dictionary<string, string> { ["data"] = "synthetic" }, new Dictionary<string, string> { ["homes"] = homes }).Validate().Value;
    }

    private static ReturnLine Line(Measure measure, Stage stage, double level, double effort, decimal spend, Organisation organisation, Random random)
    {
        switch (measure.Kind)
        {
            case MeasureKind.YesNo:
                return new(measure.Id, stage, random.NextDouble() * 100 < level ? 1 : 0, 1);
            case MeasureKind.Percentage:
                int base100 = random.Next(80, 2_500);
                double percent = Math.Clamp(level + 9 * Normal(random) + 4 * Math.Log(effort), 1, 99);
                return new(measure.Id, stage, (int)(base100 * percent / 100), base100);
            default:
                decimal denominator = measure.Per >= 1_000 ? organisation.PublicDenominators["homes"] : spend;
                double value = level * effort * Math.Exp(0.4 * Normal(random));
                return new(measure.Id, stage, decimal.Round((decimal)value * denominator / measure.Per, 2), denominator);
        }
    }

    // Box-Muller: two uniform numbers make a normal one.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
