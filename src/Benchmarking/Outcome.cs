using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Benchmarking;

/// <summary>
/// A value, or every reason why there is none. Refusing bad input is an ordinary answer, not an exception; exceptions are for misuse.
/// </summary>
/// <typeparam name="T">What there is when nothing is wrong.</typeparam>
public sealed class Outcome<T> where T : notnull
{
    private readonly T? _value;

    internal Outcome(T? value, ImmutableArray<Problem> problems)
    {
        _value = value;
        Problems = problems;
    }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(_value))]
    public bool IsAccepted => Problems.IsEmpty;

    /// <summary>What is wrong; empty when there is a value.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: the outcome is a refusal.</exception>
    public T Value => IsAccepted ? _value : throw new InvalidOperationException($"Refused: {Problems[0].Message}");

    /// <summary>Another value made from this one; problems stay as they are.</summary>
    public Outcome<TOther> Select<TOther>(Func<T, TOther> selector) where TOther : notnull =>
        IsAccepted ? Outcome.Accepted(selector(_value)) : Outcome.Refused<TOther>(Problems);
}

/// <summary>Makes outcomes.</summary>
public static class Outcome
{
    /// <summary>A value with nothing wrong.</summary>
    public static Outcome<T> Accepted<T>(T value) where T : notnull => new(value, []);

    /// <summary>A refusal with all its problems; there must be one.</summary>
    public static Outcome<T> Refused<T>(IEnumerable<Problem> problems) where T : notnull
    {
        ImmutableArray<Problem> all = [.. problems];
        return all.IsEmpty ? throw new ArgumentException("A refusal needs a problem.", nameof(problems)) : new(default, all);
    }

    /// <summary>A refusal with one problem.</summary>
    public static Outcome<T> Refused<T>(Problem problem) where T : notnull => new(default, [problem]);
}
