using System.Collections.Immutable;

namespace Benchmarking.Organisations;

/// <summary>An organisation as a sender writes it, not yet checked.</summary>
/// <param name="Id">Identifier or resource name.</param>
/// <param name="Name">Display name.</param>
/// <param name="Sector">Sector, in any case and spelling of its spaces.</param>
/// <param name="Region">Region; may be empty.</param>
/// <param name="SizeBandHomes">Size band by homes; may be empty.</param>
/// <param name="Attributes">Further attributes.</param>
/// <param name="PublicDenominators">Public denominators, as text.</param>
/// <param name="Line">Line of the file; 0 when there is none.</param>
public sealed record OrganisationProfile(
    string Id,
    string Name,
    string Sector,
    string Region,
    string SizeBandHomes,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> PublicDenominators,
    long Line = 0)
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>Most attributes.</summary>
    public const int MostAttributes = 32;

    /// <summary>The organisation, or every problem of the profile.</summary>
    public Outcome<Organisation> Validate()
    {
        List<Problem> problems = [];
        OrganisationId? id = OrganisationId.TryParse(Id);
        if (id is null)
            problems.Add(OrganisationId.Malformed(Id, Line));
        string name = SafeText.Read(Name, LongestName, Line, "name", problems, required: true);
        string sector = Category(Sector, "sector", problems);
        if (sector.Length == 0 && problems.TrueForAll(problem => problem.Field != "sector"))
        {
            problems.Add(new(Line, "sector", ProblemReason.FieldRequired, "sector is empty.",
                "Give the sector, such as local-authority or housing-association."));
        }
        string region = Category(Region, "region", problems);
        string sizeBand = Category(SizeBandHomes, "size_band_homes", problems);
        ImmutableSortedDictionary<string, string> attributes = ReadAttributes(problems);
        ImmutableSortedDictionary<string, decimal> denominators = ReadDenominators(problems);
        return problems.Count > 0
            ? Outcome.Refused<Organisation>(problems)
            : Outcome.Accepted(new Organisation(id!, name, sector, region, sizeBand, attributes, denominators));
    }

    /// <summary>Checks a whole file of profiles: every problem of every line, and an organisation that comes twice.</summary>
    public static Outcome<ImmutableArray<Organisation>> ValidateAll(IReadOnlyCollection<OrganisationProfile> profiles)
    {
        List<Problem> problems = [];
        if (profiles.Count == 0)
            problems.Add(new(0, "organisation", ProblemReason.NothingToDo, "There is no organisation to import.", "Send at least one line."));
        var organisations = ImmutableArray.CreateBuilder<Organisation>(profiles.Count);
        Dictionary<string, long> seen = [];
        foreach (OrganisationProfile profile in profiles)
        {
            Outcome<Organisation> outcome = profile.Validate();
            problems.AddRange(outcome.Problems);
            if (!outcome.IsAccepted)
                continue;
            organisations.Add(outcome.Value);
            if (!seen.TryAdd(outcome.Value.Id.Value, profile.Line))
            {
                problems.Add(new(profile.Line, "organisation", ProblemReason.LineDuplicate,
                    $"{Problem.Quote(outcome.Value.Id.Value)} is on line {seen[outcome.Value.Id.Value]} already.", "Keep one of the lines."));
            }
        }
        return problems.Count > 0 ? Outcome.Refused<ImmutableArray<Organisation>>(problems) : Outcome.Accepted(organisations.ToImmutable());
    }

    // "Housing Association", "housing association" and "housing-association" are one category.
    private string Category(string text, string field, List<Problem> problems)
    {
        string slug = string.Join('-', (text ?? "").Trim().ToLowerInvariant().Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries));
        if (slug.Length > 0 && !Identifier.IsValid(slug))
        {
            problems.Add(new(Line, field, ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not a category.",
                "Use a slug of at most 64 letters, digits and '-', such as housing-association, or leave it empty."));
        }
        return slug;
    }

    private ImmutableSortedDictionary<string, string> ReadAttributes(List<Problem> problems)
    {
        if (Attributes.Count > MostAttributes)
        {
            problems.Add(new(Line, "attributes", ProblemReason.TooManyLines, $"There are {Attributes.Count} attributes.",
                $"Keep at most {MostAttributes}."));
        }
        foreach (string key in Attributes.Keys.Where(key => !Identifier.IsValid(key)))
        {
            problems.Add(new(Line, key, ProblemReason.IdentifierMalformed, $"{Problem.Quote(key)} is not an attribute's name.",
                "Use letters, digits, '-', '_' and '.'."));
        }
        return Attributes.Where(pair => Identifier.IsValid(pair.Key)).Take(MostAttributes).ToImmutableSortedDictionary(
            pair => pair.Key, pair => SafeText.Read(pair.Value, LongestName, Line, pair.Key, problems), StringComparer.Ordinal);
    }

    private ImmutableSortedDictionary<string, decimal> ReadDenominators(List<Problem> problems)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        if (PublicDenominators.Count > MostAttributes)
        {
            problems.Add(new(Line, "public_denominators", ProblemReason.TooManyLines, $"There are {PublicDenominators.Count} public denominators.",
                $"Keep at most {MostAttributes}."));
        }
        foreach ((string key, string text) in PublicDenominators.Take(MostAttributes))
        {
            if (!Identifier.IsValid(key))
                problems.Add(new(Line, key, ProblemReason.IdentifierMalformed, $"{Problem.Quote(key)} is not a denominator's name.", "Use a slug such as homes."));
            else if (DecimalText.Read(text, Line, key, problems) is { } number)
                read[key] = number;
        }
        foreach (string key in read.Where(pair => pair.Value <= 0).Select(pair => pair.Key))
            problems.Add(new(Line, key, ProblemReason.DenominatorNotPositive, $"{key} is not above zero.", "Give the number, or leave it empty."));
        return read.ToImmutable();
    }
}
