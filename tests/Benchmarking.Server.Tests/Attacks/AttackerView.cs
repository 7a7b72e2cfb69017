using System.Globalization;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>
/// All that an attacker has: its own key and those of its accomplices, the public attributes of everyone, and what the platform answers.
/// Names are without the made sector's prefix.
/// </summary>
public sealed class AttackerView
{
    private readonly string _prefix;
    private readonly Dictionary<string, Organisation> _everyone;

    private AttackerView(AttackedSector sector, (string Member, Api Key)[] insiders, Api analyst, Dictionary<string, Organisation> everyone, Dictionary<string, double> known)
    {
        (_prefix, _everyone, Period, Insiders, Analyst, Known) = (sector.Name, everyone, sector.Period, insiders, analyst, known);
    }

    public string Period { get; }

    public IReadOnlyList<(string Member, Api Key)> Insiders { get; }

    /// <summary>The attacker's own calls; those of the analyst when nobody is inside.</summary>
    public Api Me => Insiders.Count > 0 ? Insiders[0].Key : Analyst;

    /// <summary>Calls of an analyst without an organisation.</summary>
    public Api Analyst { get; }

    /// <summary>The insiders' own figures, as each reads its own.</summary>
    public IReadOnlyDictionary<string, double> Known { get; }

    public IReadOnlyCollection<string> Everyone => _everyone.Keys;

    public string Measure => $"measures/{_prefix}";

    internal static async Task<AttackerView> OfAsync(AttackedSector sector, (string Member, Api Key)[] insiders)
    {
        Api analyst = await sector.SignInAsAnalystAsync();
        // Attributes are public; the platform itself tells them to analysts.
        Dictionary<string, Organisation> everyone = [];
        for (string token = "", next = "first"; next.Length > 0; token = next)
        {
            ListOrganisationsResponse page = await analyst.Organisations.ListOrganisationsAsync(new() { PageSize = 1000, PageToken = token });
            foreach (Organisation organisation in page.Organisations.Where(organisation => organisation.Name.StartsWith($"organisations/{sector.Name}-", StringComparison.Ordinal)))
                everyone[organisation.DisplayName] = organisation;
            next = page.NextPageToken;
        }
        Dictionary<string, double> known = [];
        foreach ((string member, Api key) in insiders)
            known[member] = await sector.ReadOwnFigureAsync(member, key);
        return new(sector, insiders, analyst, everyone, known);
    }

    /// <summary>An organisation's public denominator.</summary>
    public double HomesOf(string member) => double.Parse(_everyone[member].PublicDenominators["homes"], CultureInfo.InvariantCulture);

    /// <summary>The resource name of a member.</summary>
    public string NameOf(string member) => _everyone[member].Name;

    /// <summary>Who belongs to a cohort, from public attributes alone.</summary>
    public IReadOnlyList<string> MembersOf(string cohort) => cohort == "all" ? [.. Everyone] :
        [.. Everyone.Where(member => cohort.Split(',').All(term => term.Split('=') is [var dimension, var category] && CategoryOf(member, dimension) == category))];

    /// <summary>Every cohort that can be written with the sector's categories, in the edition's lattice or not.</summary>
    public IEnumerable<string> Filters()
    {
        IEnumerable<string> texts = [""];
        foreach (string dimension in (string[])["sector", "region", "size_band_homes"])
        {
            string[] categories = [.. Everyone.Select(member => CategoryOf(member, dimension)).Where(category => category.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            texts = [.. texts.SelectMany(text => categories.Select(category => $"{text}{(text.Length > 0 ? "," : "")}{dimension}={category}").Prepend(text))];
        }
        return texts.Select(text => text.Length == 0 ? "all" : text);
    }

    /// <summary>Asks for a cohort's figures.</summary>
    public async Task<Benchmark> AskAsync(string cohort, int edition, Api? key = null) =>
        await AskInWordsAsync(Prefixed(cohort), edition, key);

    /// <summary>Asks for a cohort in the platform's own words, however they are put.</summary>
    public async Task<Benchmark> AskInWordsAsync(string cohort, int edition, Api? key = null) =>
        await (key ?? Me).Benchmarks.GetBenchmarkAsync(new(Request("all", edition)) { Cohort = cohort });

    /// <summary>The request for a cohort's figures.</summary>
    public GetBenchmarkRequest Request(string cohort, int edition) =>
        new() { Edition = $"periods/{Period}/editions/{edition}", Measure = Measure, Cohort = Prefixed(cohort) };

    /// <summary>Asks for every cohort there could be; those without a member are refused and left out.</summary>
    public async Task<Dictionary<string, Benchmark>> AskAllAsync(int edition)
    {
        string[] cohorts = [.. Filters().Where(cohort => MembersOf(cohort).Count > 0)];
        Benchmark[] answers = await Task.WhenAll(cohorts.Select(cohort => AskAsync(cohort, edition)));
        return cohorts.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>With the sector's prefix, as the platform knows its categories.</summary>
    public string Prefixed(string cohort) => cohort.Replace("=", $"={_prefix}-", StringComparison.Ordinal);

    private string CategoryOf(string member, string dimension)
    {
        Organisation organisation = _everyone[member];
        string category = dimension switch { "sector" => organisation.Sector, "region" => organisation.Region, _ => organisation.SizeBandHomes };
        return category.Length == 0 ? "" : category[(_prefix.Length + 1)..];
    }
}
