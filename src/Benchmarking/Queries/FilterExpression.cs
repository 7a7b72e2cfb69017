using System.Collections.Immutable;

namespace Benchmarking.Queries;

/// <summary>A filter, read.</summary>
internal abstract record FilterExpression;

/// <summary>A condition: a field, a comparator and a value.</summary>
/// <param name="Field">The field.</param>
/// <param name="Comparator">The comparator.</param>
/// <param name="Value">The value.</param>
internal sealed record FilterCondition(FilterToken Field, FilterToken Comparator, FilterToken Value) : FilterExpression;

/// <summary>The opposite of what an operand says.</summary>
/// <param name="Operand">The operand.</param>
internal sealed record FilterNegation(FilterExpression Operand) : FilterExpression;

/// <summary>Operands joined by AND, or by OR.</summary>
/// <param name="IsAnd">Whether by AND.</param>
/// <param name="Operands">Two or more.</param>
/// <param name="Position">Where the second begins: what a problem of the joining names.</param>
internal sealed record FilterJunction(bool IsAnd, ImmutableArray<FilterExpression> Operands, int Position) : FilterExpression;
