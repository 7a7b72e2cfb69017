using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Queries;

/// <summary>The categories of a dimension that a selection takes.</summary>
/// <param name="Dimension">Identifier of the dimension.</param>
/// <param name="Categories">At least one, by name, each once.</param>
public sealed record SelectedCategories(string Dimension, ImmutableArray<string> Categories);

/// <summary>
/// Whom a row of a query is about: the organisations that have, in each named dimension, one of some categories. With one category in each it is
/// a <see cref="Cohort"/>; with several, those cohorts together, which share no member.
/// </summary>
public sealed class Selection
{
    internal Selection(IEnumerable<SelectedCategories> terms)
    {
        Terms = [.. terms];
        Text = Terms.IsEmpty ? Cohort.All.Text : string.Join(',', Terms.Select(term => $"{term.Dimension}={string.Join('|', term.Categories)}"));
    }

    /// <summary>Every member.</summary>
    public static Selection All { get; } = new([]);

    /// <summary>The selection that is a cohort.</summary>
    internal static Selection Of(Cohort cohort) => new(cohort.Terms.Select(term => new SelectedCategories(term.Dimension, [term.Category])));

    /// <summary>What it takes of each dimension, in the order of <see cref="Dimension.All"/>; dimensions of which it takes everything are not there.</summary>
    public ImmutableArray<SelectedCategories> Terms { get; }

    /// <summary>As <see cref="Cohort.Text"/>, with <c>|</c> between categories: <c>sector=local-authority,region=north|south</c>.</summary>
    public string Text { get; }

    /// <summary>Whether it takes several categories of some dimension.</summary>
    internal bool IsMerged => Terms.Any(term => term.Categories.Length > 1);

    /// <summary>How many cohorts it is made of.</summary>
    internal long PartCount => Terms.Aggregate(1L, (count, term) => Math.Min(int.MaxValue, count * term.Categories.Length));

    /// <summary>The cohorts it is made of; none has a member of another.</summary>
    internal IEnumerable<Cohort> Parts() => Terms.Aggregate((IEnumerable<ImmutableArray<CohortTerm>>)[[]],
            (parts, term) => parts.SelectMany(part => term.Categories.Select(category => part.Add(new(term.Dimension, category)))))
        .Select(part => new Cohort(part));

    /// <summary>The dimensions of which it takes several categories.</summary>
    internal IEnumerable<string> MergedDimensions => Terms.Where(term => term.Categories.Length > 1).Select(term => term.Dimension);

    /// <summary>The cohort of the dimensions of which it takes one category: it contains the selection, and is the selection when nothing is merged.</summary>
    internal Cohort Around() => new(Terms.Where(term => term.Categories.Length == 1).Select(term => new CohortTerm(term.Dimension, term.Categories[0])));

    /// <summary>The selection by the name that its figures are told under.</summary>
    internal Cohort AsCohort() => new(Terms.Select(term => new CohortTerm(term.Dimension, string.Join('|', term.Categories))));

    /// <summary>The same with one category of a dimension, whatever it took of it before.</summary>
    internal Selection With(int dimension, string category) => new(Dimension.All.Select((known, index) =>
        index == dimension ? new SelectedCategories(known.Id, [category]) : Terms.FirstOrDefault(term => term.Dimension == known.Id)).OfType<SelectedCategories>());

    /// <summary>The same with everything of a dimension.</summary>
    internal Selection Without(string dimension) => new(Terms.Where(term => term.Dimension != dimension));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
