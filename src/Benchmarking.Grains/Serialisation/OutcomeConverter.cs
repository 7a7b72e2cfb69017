using System.Collections.Immutable;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct ProblemSurrogate(
    [property: Id(0)] long Line, [property: Id(1)] string Field, [property: Id(2)] int Reason, [property: Id(3)] string Message, [property: Id(4)] string Remedy);

[RegisterConverter]
internal sealed class ProblemConverter : IConverter<Problem, ProblemSurrogate>
{
    public Problem ConvertFromSurrogate(in ProblemSurrogate surrogate) =>
        new(surrogate.Line, surrogate.Field, (ProblemReason)surrogate.Reason, surrogate.Message, surrogate.Remedy);

    public ProblemSurrogate ConvertToSurrogate(in Problem value) => new(value.Line, value.Field, (int)value.Reason, value.Message, value.Remedy);
}

[GenerateSerializer]
internal readonly record struct OutcomeSurrogate<T>([property: Id(0)] T? Value, [property: Id(1)] ImmutableArray<Problem> Problems) where T : notnull;

[RegisterConverter]
internal sealed class OutcomeConverter<T> : IConverter<Outcome<T>, OutcomeSurrogate<T>> where T : notnull
{
    public Outcome<T> ConvertFromSurrogate(in OutcomeSurrogate<T> surrogate) =>
        surrogate.Problems.IsDefaultOrEmpty ? Outcome.Accepted(surrogate.Value!) : Outcome.Refused<T>(surrogate.Problems);

    public OutcomeSurrogate<T> ConvertToSurrogate(in Outcome<T> value) =>
        value.IsAccepted ? new(value.Value, []) : new(default, value.Problems);
}
