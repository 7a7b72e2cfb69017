namespace Benchmarking.Queries;

/// <summary>What a piece of a filter is.</summary>
internal enum FilterTokenKind
{
    /// <summary>A name or a value: <c>sector</c>, <c>local-authority</c>.</summary>
    Word,
    /// <summary>A value in quotes.</summary>
    Quoted,
    /// <summary><c>=</c>, <c>!=</c>, <c>:</c>, <c>&lt;</c> and the like.</summary>
    Comparator,
    /// <summary><c>(</c>.</summary>
    Open,
    /// <summary><c>)</c>.</summary>
    Close,
    /// <summary><c>AND</c>.</summary>
    And,
    /// <summary><c>OR</c>.</summary>
    Or,
    /// <summary><c>NOT</c>, or <c>-</c> before a condition.</summary>
    Not,
    /// <summary>The end of the filter.</summary>
    End,
}

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Position">Its first character, counted from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    /// <summary>The piece as a message names it.</summary>
    public string Shown => Kind == FilterTokenKind.End ? "the end of the filter" : Problem.Quote(Text);
}
