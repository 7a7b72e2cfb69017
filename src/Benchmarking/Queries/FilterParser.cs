using System.Collections.Immutable;

namespace Benchmarking.Queries;

/// <summary>
/// Reads the syntax of AIP-160: conditions, AND, OR (which binds more closely), NOT or <c>-</c>, and brackets. What AIP-160 has beyond
/// conditions with a field (bare words, functions, dotted fields) means nothing to a cohort, and is a problem.
/// </summary>
/// <remarks>Source of the grammar: <see href="https://google.aip.dev/160"/>. After a problem it goes on at the next AND, OR or bracket.</remarks>
internal sealed class FilterParser(ImmutableArray<FilterToken> tokens, FilterProblems problems)
{
    /// <summary>Brackets within each other, at most.</summary>
    public const int Deepest = 10;

    /// <summary>Conditions, at most.</summary>
    public const int MostConditions = 100;

    private const string Example = "Write a condition such as sector = local-authority.";

    private int _at;
    private int _conditions;
    private bool _isGivenUp;

    // Beyond a limit everything is left unread, and what is then missing is no problem of its own.
    private bool IsOver => _isGivenUp || problems.AreEnough;

    private FilterToken Next => tokens[_at];

    /// <summary>The whole filter; null when something is wrong with all of it.</summary>
    public FilterExpression? Read()
    {
        List<FilterExpression?> found = [ReadJunction(isAnd: true, depth: 0)];
        while (Next.Kind != FilterTokenKind.End && !IsOver)
        {
            problems.Malformed(Next.Position, $"{Next.Shown} is one bracket too many.", "Take it out, or write the ( that it closes.");
            _at++;
            if (Next.Kind is FilterTokenKind.And or FilterTokenKind.Or)
                _at++;
            if (Next.Kind != FilterTokenKind.End)
                found.Add(ReadJunction(isAnd: true, depth: 0));
        }
        return found[0];
    }

    private FilterExpression? ReadJunction(bool isAnd, int depth)
    {
        List<FilterExpression> operands = [];
        int position = Next.Position;
        while (true)
        {
            if ((isAnd ? ReadJunction(isAnd: false, depth) : ReadTerm(depth)) is { } operand)
                operands.Add(operand);
            if (IsOver || !IsJoined(isAnd))
                return operands.Count < 2 ? operands.FirstOrDefault() : new FilterJunction(isAnd, [.. operands], position);
            if (operands.Count == 1)
                position = Next.Position;
        }
    }

    // Whether another operand follows. Two conditions side by side are read as joined, and told.
    private bool IsJoined(bool isAnd)
    {
        // At an OR the inner level stands still only behind what it could not read.
        if (Next.Kind == FilterTokenKind.Or || (isAnd && Next.Kind == FilterTokenKind.And))
        {
            _at++;
            return true;
        }
        if (!isAnd || Next.Kind is FilterTokenKind.And or FilterTokenKind.End or FilterTokenKind.Close)
            return false;
        bool isLowerCase = Next.Text.ToUpperInvariant() is "AND" or "OR";
        problems.Malformed(Next.Position, $"expected AND or OR, and found {Next.Shown}.",
            isLowerCase ? $"Did you mean {Next.Text.ToUpperInvariant()}?" : "Join conditions by AND or OR, in capitals; a category is one word, such as local-authority.");
        if (isLowerCase)
            _at++;
        if (isLowerCase || IsOver || BeginsTerm)
            return !IsOver;
        Skip();
        return IsJoined(isAnd);
    }

    private bool BeginsTerm => Next.Kind is FilterTokenKind.Open or FilterTokenKind.Not
        || (Next.Kind == FilterTokenKind.Word && tokens[_at + 1].Kind == FilterTokenKind.Comparator);

    private void Skip()
    {
        while (Next.Kind is not (FilterTokenKind.And or FilterTokenKind.Or or FilterTokenKind.Open or FilterTokenKind.Close or FilterTokenKind.End))
            _at++;
    }

    private FilterExpression? ReadTerm(int depth)
    {
        bool isNegated = false;
        for (; Next.Kind == FilterTokenKind.Not; _at++)
            isNegated = !isNegated;
        FilterExpression? operand = Next.Kind == FilterTokenKind.Open ? ReadBrackets(depth) : ReadCondition();
        return operand is not null && isNegated ? new FilterNegation(operand) : operand;
    }

    private FilterExpression? ReadBrackets(int depth)
    {
        FilterToken open = Next;
        _at++;
        if (depth == Deepest)
        {
            problems.Malformed(open.Position, $"brackets stand within each other more than {Deepest} deep.", "Take out those that are not needed.");
            _isGivenUp = true;
            return null;
        }
        FilterExpression? inner = ReadJunction(isAnd: true, depth + 1);
        if (Next.Kind == FilterTokenKind.Close)
            _at++;
        else if (!IsOver)
            problems.Malformed(open.Position, "the bracket ( is never closed.", "Write a ) where it ends.");
        return inner;
    }

    private FilterCondition? ReadCondition()
    {
        if (++_conditions > MostConditions)
        {
            problems.Malformed(Next.Position, $"there are more than {MostConditions} conditions.", "Ask for less at once, or group by the dimension.");
            _isGivenUp = true;
            return null;
        }
        if (Expect(FilterTokenKind.Word, "a condition", Example) is { } field
            && Expect(FilterTokenKind.Comparator, $"= or != after {field.Shown}", Example) is { } comparator
            && ExpectValue(field) is { } value)
        {
            return new(field, comparator, value);
        }
        return null;
    }

    private FilterToken? ExpectValue(FilterToken field) => Next.Kind == FilterTokenKind.Quoted
        ? tokens[_at++]
        : Expect(FilterTokenKind.Word, $"a category of {field.Shown}", "Write a category as `benchmarking cohorts list` shows it.");

    private FilterToken? Expect(FilterTokenKind kind, string what, string remedy)
    {
        if (Next.Kind == kind)
            return tokens[_at++];
        problems.Malformed(Next.Position, $"expected {what}, and found {Next.Shown}.", remedy);
        Skip();
        return null;
    }
}
