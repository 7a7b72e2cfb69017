using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Cohorts;

/// <summary>One condition of a cohort: a dimension's category, or one of several.</summary>
/// <param name="Dimension">Identifier of the dimension.</param>
/// <param name="Category">The category; of a cohort that joins several, they are all here by name, with <c>|</c> between.</param>
public readonly record struct CohortTerm(string Dimension, string Category)
{
    /// <summary>The categories, at least one.</summary>
    public IEnumerable<string> Categories => Category.Split('|');

    /// <summary>Whether it joins several categories.</summary>
    public bool IsJoined => Category.Contains('|', StringComparison.Ordinal);
}

/// <summary>The organisations that have in each named dimension the category, or one of the categories, that it names; without any dimension, all of them.</summary>
public sealed record Cohort
{
    internal Cohort(IEnumerable<CohortTerm> terms)
    {
        Terms = [.. terms.OrderBy(term => OrderOf(term.Dimension))];
        Text = Terms.IsEmpty ? "all" : string.Join(',', Terms.Select(term => $"{term.Dimension}={term.Category}"));
    }

    /// <summary>Every member.</summary>
    public static Cohort All { get; } = new([]);

    /// <summary>The conditions, in the order of <see cref="Dimension.All"/>; at most one a dimension.</summary>
    public ImmutableArray<CohortTerm> Terms { get; }

    /// <summary>The canonical text: <c>sector=housing-association,region=north</c>, <c>region=north|south</c>, or <c>all</c>.</summary>
    public string Text { get; }

    /// <summary>The cohort of one category.</summary>
    public static Cohort Of(Dimension dimension, string category) => new([new(dimension.Id, category)]);

    /// <summary>Reads a cohort's text, terms in any order; nothing and <c>all</c> mean every member.</summary>
    public static Outcome<Cohort> Parse(string? text)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 || trimmed.Equals("all", StringComparison.OrdinalIgnoreCase))
            return Outcome.Accepted(All);
        List<CohortTerm> terms = [];
        foreach (string part in trimmed.Length > 500 ? [trimmed] : trimmed.Split(','))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } dimension, { Length: > 0 } category])
                return Refused(part, "Write dimension=category, separated by commas, such as sector=local-authority,region=north.");
            dimension = dimension.ToLowerInvariant();
            if (OrderOf(dimension) < 0)
                return Refused(part, $"The dimensions are {string.Join(", ", Dimension.All.Select(known => known.Id))}.");
            if (terms.Exists(term => term.Dimension == dimension))
                return Refused(part, $"Name {dimension} once.");
            string[] categories = [.. category.ToLowerInvariant().Split('|', StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal)];
            if (!Array.TrueForAll(categories, one => Identifier.IsValid(one)))
                return Refused(part, $"Write a category of {dimension} as the edition lists it, such as housing-association.");
            terms.Add(new(dimension, string.Join('|', categories)));
        }
        return Outcome.Accepted(new Cohort(terms));
    }

    /// <summary>The wider cohort without a dimension.</summary>
    public Cohort Without(string dimension) => new(Terms.Where(term => term.Dimension != dimension));

    /// <summary>Whether an organisation may be in both: unless they differ in a dimension that both name.</summary>
    public bool MayShareMembersWith(Cohort other) =>
        Terms.All(term => other.Terms.All(its => its.Dimension != term.Dimension || its.Categories.Intersect(term.Categories).Any()));

    /// <summary>Whether everyone in another is in this one, from what the two name alone.</summary>
    internal bool Contains(Cohort other) =>
        Terms.All(term => other.Terms.Any(its => its.Dimension == term.Dimension && its.Categories.All(term.Categories.Contains)));

    /// <summary>Whether it has an organisation, by the attributes that everyone may know.</summary>
    public bool Has(Organisation organisation) =>
        Terms.All(term => Dimension.All.First(known => known.Id == term.Dimension).CategoryOf(organisation) is { } category && term.Categories.Contains(category));

    /// <summary>Equal when the texts are.</summary>
    public bool Equals(Cohort? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int OrderOf(string dimension)
    {
        for (int i = 0; i < Dimension.All.Length; i++)
        {
            if (Dimension.All[i].Id == dimension)
                return i;
        }
        return -1;
    }

    private static Outcome<Cohort> Refused(string part, string remedy) =>
        Outcome.Refused<Cohort>(new Problem(0, "cohort", ProblemReason.CohortUnknown, $"{Problem.Quote(part)} names no cohort.", remedy));
}
