using System.Globalization;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>
/// All that an attacker has: its own key and those of its accomplices, the public attributes of everyone, and what the platform answers.
/// Names are without the made sector's prefix.
/// </summary>
public sealed class AttackerView
{
    private readonly string _prefix;
    private readonly double _rounding;
    private readonly Dictionary<string, Organisation> _everyone;

    private AttackerView(AttackedSector sector, (string Member, Api Key)[] insiders, Api analyst, Dictionary<string, Organisation> everyone, Dictionary<string, double> known)
    {
        _rounding = 0.5 * Math.Pow(10, -sector.Decimals);
        (_prefix, _everyone, Door, Period, Insiders, Analyst, Known) = (sector.Name, everyone, sector.Door, sector.Period, insiders, analyst, known);
    }

    public string Period { get; }

    /// <summary>Through which figures are read.</summary>
    public Door Door { get; }

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

    /// <summary>
    /// The sum of a cell's figures as its answer tells it, and by how much it may be wrong: a mean of percentages is rounded, but where all have as many
    /// homes the ratio is their mean, with all its digits.
    /// </summary>
    public (double Total, double Slack) TotalOf(string cohort, Benchmark answer)
    {
        if (answer.Unit != "%")
            return (answer.Mean.Value * answer.N, 0);
        return answer.Ratio.HasValue && MembersOf(cohort).Select(HomesOf).Distinct().Count() == 1
            ? (answer.Ratio.Value * answer.N, 0)
            : (answer.Mean.Value * answer.N, _rounding * answer.N);
    }

    /// <summary>The resource name of a member.</summary>
    public string NameOf(string member) => _everyone[member].Name;

    /// <summary>Who belongs to a cohort, from public attributes alone.</summary>
    public IReadOnlyList<string> MembersOf(string cohort) => cohort == "all" ? [.. Everyone] :
        [.. Everyone.Where(member => cohort.Split(',').All(term => term.Split('=') is [var dimension, var categories]
            && categories.Split('|').Contains(CategoryOf(member, dimension))))];

    /// <summary>Every cohort that can be written with the sector's categories, in the edition's lattice or not.</summary>
    public IEnumerable<string> Filters()
    {
        IEnumerable<string> texts = [""];
        foreach (string dimension in (string[])["sector", "region", "size_band_homes"])
        {
            string[] single = [.. Everyone.Select(member => CategoryOf(member, dimension)).Where(category => category.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            string[] categories = Door.JoinsCategories ? [.. single, .. Joined(single)] : single;
            texts = [.. texts.SelectMany(text => categories.Select(category => $"{text}{(text.Length > 0 ? "," : "")}{dimension}={category}").Prepend(text))];
        }
        return texts.Select(text => text.Length == 0 ? "all" : text);
    }

    /// <summary>Asks for a cohort's figures.</summary>
    public async Task<Benchmark> AskAsync(string cohort, int edition, Api? key = null) => Door.FiguresIn(await RepliesAsync(cohort, edition, key));

    /// <summary>Asks for a cohort, and gives all that comes back.</summary>
    public Task<IReadOnlyList<IMessage>> RepliesAsync(string cohort, int edition, Api? key = null) => RepliesToAsync(Door.WordsFor(Prefixed(cohort)), edition, key);

    /// <summary>Asks in the platform's own words, however they are put, and gives all that comes back.</summary>
    public Task<IReadOnlyList<IMessage>> RepliesToAsync(string words, int edition, Api? key = null) =>
        Door.AskAsync(key ?? Me, $"periods/{Period}/editions/{edition}", Measure, words);

    /// <summary>The request for a cohort's figures.</summary>
    public GetBenchmarkRequest Request(string cohort, int edition) =>
        new() { Edition = $"periods/{Period}/editions/{edition}", Measure = Measure, Cohort = Prefixed(cohort) };

    /// <summary>Every cohort that can be written and has a member; the others are refused.</summary>
    public IEnumerable<string> Cohorts() => Filters().Where(cohort => MembersOf(cohort).Count > 0);

    /// <summary>Asks for every cohort there could be.</summary>
    public async Task<Dictionary<string, Benchmark>> AskAllAsync(int edition)
    {
        Dictionary<string, Benchmark> answers = [];
        foreach (string cohort in Cohorts())
            answers[cohort] = await AskAsync(cohort, edition);
        return answers;
    }

    /// <summary>With the sector's prefix, as the platform knows its categories.</summary>
    public string Prefixed(string cohort) => cohort.Replace("=", $"={_prefix}-", StringComparison.Ordinal).Replace("|", $"|{_prefix}-", StringComparison.Ordinal);

    // All categories of a dimension, and all but one of them.
    private static IEnumerable<string> Joined(string[] categories) => categories.Select(left => categories.Where(category => category != left)).Prepend(categories)
        .Where(joined => joined.Count() > 1).Select(joined => string.Join('|', joined));

    private string CategoryOf(string member, string dimension)
    {
        Organisation organisation = _everyone[member];
        string category = dimension switch { "sector" => organisation.Sector, "region" => organisation.Region, _ => organisation.SizeBandHomes };
        return category.Length == 0 ? "" : category[(_prefix.Length + 1)..];
    }
}
