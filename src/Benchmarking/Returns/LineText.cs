namespace Benchmarking.Returns;

/// <summary>A line of a return as a sender writes it, not yet checked.</summary>
/// <param name="Line">Line of the file, or 1-based position in the request.</param>
/// <param name="Measure">Identifier or resource name of the measure.</param>
/// <param name="Stage">A word for the stage.</param>
/// <param name="Numerator">A number, as text.</param>
/// <param name="Denominator">A number, as text; may be empty for an amount or a yes/no measure.</param>
/// <param name="Contract">The contract it belongs to.</param>
/// <param name="Note">A note.</param>
public sealed record LineText(long Line, string Measure, string Stage, string Numerator, string Denominator, string Contract = "", string Note = "")
{
    /// <summary>Without what the sender wrote, wherever in the line: whatever prints or logs it tells nothing.</summary>
    public override string ToString() => $"line {Line}";
}
