using System.Buffers;
using System.Collections.Immutable;

namespace Benchmarking.Queries;

/// <summary>Cuts a filter into its pieces, each with its place. Its time grows with the length of the text and nothing else.</summary>
internal sealed class FilterLexer(string text, FilterProblems problems)
{
    private const string Marks = "()=!<>:,&|\"'";

    private static readonly SearchValues<char> EndsWord = SearchValues.Create(Marks + " \t\r\n");

    private readonly ImmutableArray<FilterToken>.Builder _tokens = ImmutableArray.CreateBuilder<FilterToken>();
    private int _at;

    /// <summary>The pieces, and the end. What is none is a problem, and left out.</summary>
    public ImmutableArray<FilterToken> Read()
    {
        while (_at < text.Length && !problems.AreEnough)
            ReadOne(text[_at]);
        _tokens.Add(new(FilterTokenKind.End, "", text.Length + 1));
        return _tokens.ToImmutable();
    }

    private void ReadOne(char first)
    {
        if (first is ' ' or '\t' or '\r' or '\n')
            _at++;
        else if (first is '(' or ')')
            Add(first == '(' ? FilterTokenKind.Open : FilterTokenKind.Close, 1);
        else if (first is '"' or '\'')
            ReadQuoted(first);
        else if (first is '=' or '!' or '<' or '>' or ':')
            ReadComparator();
        else if (first is ',' or '&' or '|')
            ReadStray(first);
        else if (first == '-')
            Add(FilterTokenKind.Not, 1);
        else
            ReadWord();
    }

    private void ReadWord()
    {
        int length = text.AsSpan(_at).IndexOfAny(EndsWord);
        string word = length < 0 ? text[_at..] : text.Substring(_at, length);
        Add(word switch { "AND" => FilterTokenKind.And, "OR" => FilterTokenKind.Or, "NOT" => FilterTokenKind.Not, _ => FilterTokenKind.Word }, word.Length);
    }

    private void ReadQuoted(char quote)
    {
        int length = text.AsSpan(_at + 1).IndexOf(quote);
        if (length < 0)
            problems.Malformed(_at + 1, $"the quote {quote} is never closed.", $"Write another {quote} behind the value, or none: categories need no quotes.");
        string value = length < 0 ? text[(_at + 1)..] : text.Substring(_at + 1, length);
        _tokens.Add(new(FilterTokenKind.Quoted, value, _at + 1));
        _at += value.Length + 2;
    }

    private void ReadComparator()
    {
        int length = text.AsSpan(_at + 1) is ['=', ..] && text[_at] != ':' ? 2 : 1;
        string comparator = text.Substring(_at, length);
        if (comparator is "==" or "!")
            problems.Malformed(_at + 1, $"{Problem.Quote(comparator)} compares nothing.", comparator == "==" ? "Did you mean =?" : "Did you mean !=, or NOT before the condition?");
        _tokens.Add(new(FilterTokenKind.Comparator, comparator == "==" ? "=" : comparator == "!" ? "!=" : comparator, _at + 1));
        _at += length;
    }

    // What other languages write for AND and OR; read as that, so that what follows is looked at too.
    private void ReadStray(char mark)
    {
        int length = text.AsSpan(_at).IndexOfAnyExcept(mark) is > 0 and int run ? run : text.Length - _at;
        problems.Malformed(_at + 1, $"{Problem.Quote(text.Substring(_at, length))} joins no conditions.", mark == '|' ? "Did you mean OR?" : "Did you mean AND?");
        Add(mark == '|' ? FilterTokenKind.Or : FilterTokenKind.And, length);
    }

    private void Add(FilterTokenKind kind, int length)
    {
        _tokens.Add(new(kind, text.Substring(_at, length), _at + 1));
        _at += length;
    }
}
