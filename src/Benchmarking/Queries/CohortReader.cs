using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Queries;

/// <summary>
/// Works out what a filter leaves of each dimension. Every condition is looked at once, and every joining once, so that its time grows with the
/// conditions (at most 100) and the categories of the editions.
/// </summary>
internal sealed class CohortReader(CategoryList? categories, FilterProblems problems)
{
    private const int MostListed = 20;

    /// <summary>What an expression leaves; after a problem, more than it does.</summary>
    public CategorySets Read(FilterExpression expression, bool isNegated = false) => expression switch
    {
        FilterNegation negation => Read(negation.Operand, !isNegated),
        // The opposite of "both" is "either is not", and the other way about.
        FilterJunction junction => Join(junction, isAnd: junction.IsAnd != isNegated, [.. junction.Operands.Select(operand => Read(operand, isNegated))]),
        FilterCondition condition => Read(condition, isNegated),
        _ => throw new InvalidOperationException($"No such expression: {expression.GetType()}."),
    };

    private CategorySets Join(FilterJunction junction, bool isAnd, ImmutableArray<CategorySets> operands)
    {
        CategorySets joined = operands[0];
        foreach (CategorySets operand in operands.Skip(1))
        {
            if (isAnd)
                joined = joined.And(operand);
            else if (joined.Or(operand) is { } either)
                joined = either;
            else
            {
                problems.Unsupported(junction.Position, "this joins conditions on different dimensions by OR, which is no cohort.",
                    "Ask for each in a query of its own; OR joins categories of one dimension, and binds more closely than AND.");
                return CategorySets.Everything;
            }
        }
        return joined;
    }

    private CategorySets Read(FilterCondition condition, bool isNegated)
    {
        int dimension = FindDimension(condition.Field);
        if (condition.Comparator.Text is not ("=" or "!=" or ":"))
        {
            problems.Unsupported(condition.Comparator.Position, $"categories are not in an order, and {condition.Comparator.Shown} compares none.", "Use = or !=.");
            return CategorySets.Everything;
        }
        return dimension >= 0 && FindCategory(dimension, condition.Value) is { } category
            ? CategorySets.Of(dimension, Taken(dimension, category, isOpposite: condition.Comparator.Text == "!=" != isNegated))
            : CategorySets.Everything;
    }

    private ImmutableHashSet<string> Taken(int dimension, string category, bool isOpposite) =>
        isOpposite ? [.. (categories?.Of(dimension) ?? []).Where(other => other != category)] : [category];

    private int FindDimension(FilterToken field)
    {
        ImmutableArray<string> known = [.. Dimension.All.Select(dimension => dimension.Id)];
        int found = known.IndexOf(LowerCase(field.Text));
        if (found < 0 && !problems.AreEnough)
            problems.Unknown(field.Position, $"{field.Shown} is no dimension{LookAlike(field.Text)}.", $"{Suggestion.For(field.Text, known)}The dimensions are {string.Join(", ", known)}.");
        return found;
    }

    private string? FindCategory(int dimension, FilterToken value)
    {
        string category = LowerCase(value.Text);
        if (categories is null || categories.Of(dimension).Contains(category))
            return category;
        if (problems.AreEnough)
            return null;
        ImmutableArray<string> known = categories.Of(dimension);
        string id = Dimension.All[dimension].Id;
        problems.Unknown(value.Position, $"no member has {id} {value.Shown}{LookAlike(value.Text)}.", $"{Suggestion.For(value.Text, known)}" + (known.IsEmpty
            ? $"Nobody has a {id} in these editions." : $"The categories of {id} are {string.Join(", ", known.Take(MostListed))}{(known.Length > MostListed ? " and more" : "")}."));
        return null;
    }

    // Only ASCII is put into lower case: a letter that merely looks like another stays what it is.
    private static string LowerCase(string text) => System.Text.Ascii.IsValid(text) ? text.ToLowerInvariant() : text;

    private static string LookAlike(string text) => text.EnumerateRunes().FirstOrDefault(letter => !letter.IsAscii) is { Value: > 0 } letter
        ? $" (it has the character U+{letter.Value:X4}, which is no plain letter)" : "";
}
