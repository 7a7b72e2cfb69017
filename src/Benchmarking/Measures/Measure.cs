using System.Collections.Immutable;

namespace Benchmarking.Measures;

/// <summary>What a measure's figure is.</summary>
public enum MeasureKind
{
    /// <summary>100 × numerator ÷ denominator, 0 to 100.</summary>
    Percentage = 1,
    /// <summary>per × numerator ÷ denominator, 0 or more.</summary>
    Rate = 2,
    /// <summary>The numerator itself.</summary>
    Amount = 3,
    /// <summary>1 over 1 for yes, 0 over 1 for no.</summary>
    YesNo = 4,
}

/// <summary>Which way is better.</summary>
public enum Direction
{
    /// <summary>A higher figure is better.</summary>
    Higher = 1,
    /// <summary>A lower figure is better.</summary>
    Lower = 2,
    /// <summary>Neither is better.</summary>
    None = 3,
}

/// <summary>How to measure a measure; each text at most 2,000 characters.</summary>
/// <param name="Counts">What counts.</param>
/// <param name="DoesNotCount">What does not.</param>
/// <param name="Evidence">The evidence to keep.</param>
/// <param name="Example">A worked example.</param>
/// <param name="Mistakes">Common mistakes.</param>
public sealed record Guidance(string Counts, string DoesNotCount, string Evidence, string Example, string Mistakes)
{
    /// <summary>No guidance.</summary>
    public static Guidance Empty { get; } = new("", "", "", "", "");
}

/// <summary>Something an organisation can count and compare.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">The name people read.</param>
/// <param name="Unit">Unit of the figure.</param>
/// <param name="Kind">What the figure is.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Stages">The stages at which it is collected, at least one, in the order of <see cref="Stage"/>.</param>
/// <param name="Per">Multiplier of a rate, above 0; 100 for a percentage, 1 for the others.</param>
/// <param name="Decimals">Decimals to which published quantiles are rounded, 0 to 6.</param>
/// <param name="Numerator">What to return as numerator.</param>
/// <param name="Denominator">What to return as denominator.</param>
/// <param name="AlsoPer">The other usual normalisers, for information.</param>
/// <param name="Guidance">How to measure it.</param>
/// <param name="Revision">1 for the first definition, one more at every change.</param>
public sealed record Measure(
    MeasureId Id,
    string Name,
    string Unit,
    MeasureKind Kind,
    Direction Direction,
    ImmutableArray<Stage> Stages,
    decimal Per,
    int Decimals,
    string Numerator,
    string Denominator,
    ImmutableArray<string> AlsoPer,
    Guidance Guidance,
    int Revision)
{
    /// <summary>
    /// The amounts that this amount is the total of, if it is one: their figures are protected together. They are no total themselves.
    /// </summary>
    public ImmutableArray<MeasureId> Parts { get; init; } = [];

    /// <summary>The percentage or rate whose numerator this amount is, if it is one; both are protected together.</summary>
    public MeasureId? NumeratorOf { get; init; }

    /// <summary>
    /// Whether this percentage's denominator counts cases, each in the numerator or not (people, homes, invoices, not pounds): then chance between
    /// cases is part of how far a figure lies from others.
    /// </summary>
    public bool CountsCases { get; init; }

    /// <summary>Whether its figures follow from those of other measures.</summary>
    public bool IsLinked => !Parts.IsEmpty || NumeratorOf is not null;

    /// <summary>The unit of published figures: a yes/no measure's are percentages of organisations.</summary>
    public string FigureUnit => Kind == MeasureKind.YesNo ? "% of organisations" : Unit;

    /// <summary>The stage meant when none is named: delivered where collected, else the first.</summary>
    public Stage UsualStage => Stages.Contains(Stage.Delivered) ? Stage.Delivered : Stages[0];

    /// <summary>
    /// The figure of a numerator over a denominator above zero, in <see cref="Unit"/>; for yes/no 0 or 100 (% of organisations). An
    /// amount is its numerator: its denominator only counts the lines it was added up from.
    /// </summary>
    public double Value(decimal numerator, decimal denominator) => Value(Kind, Multiplier, numerator, denominator);

    /// <summary>The same of a kind of measure whose quotients are multiplied by so much.</summary>
    internal static double Value(MeasureKind kind, decimal multiplier, decimal numerator, decimal denominator) =>
        kind == MeasureKind.Amount ? (double)numerator : (double)(multiplier * numerator / denominator);

    /// <summary>What a quotient is multiplied by to be in <see cref="Unit"/>.</summary>
    internal decimal Multiplier => Kind switch
    {
        MeasureKind.Percentage or MeasureKind.YesNo => 100m,
        MeasureKind.Rate => Per,
        _ => 1m,
    };

    /// <summary>Whether figures of both can stand in one series: the same is counted, over the same, in the same unit. Names and guidance may differ.</summary>
    public bool MeasuresTheSameAs(Measure other) =>
        Id == other.Id && Unit == other.Unit && Kind == other.Kind && Per == other.Per && Numerator == other.Numerator && Denominator == other.Denominator;

    /// <summary>Equal when every field is, lists by content.</summary>
    public bool Equals(Measure? other) => other is not null && Revision == other.Revision && IsSameDefinition(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Revision);

    /// <summary>Whether another measure says the same, whatever its revision.</summary>
    internal bool IsSameDefinition(Measure other) =>
        Id == other.Id && Name == other.Name && Unit == other.Unit && Kind == other.Kind && Direction == other.Direction
        && Stages.SequenceEqual(other.Stages) && Per == other.Per && Decimals == other.Decimals && Numerator == other.Numerator
        && Denominator == other.Denominator && AlsoPer.SequenceEqual(other.AlsoPer) && Guidance == other.Guidance && Parts.SequenceEqual(other.Parts) && NumeratorOf == other.NumeratorOf
        && CountsCases == other.CountsCases;
}
