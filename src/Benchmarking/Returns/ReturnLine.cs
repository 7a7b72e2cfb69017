using Benchmarking.Measures;

namespace Benchmarking.Returns;

/// <summary>One figure of an organisation's return, checked. Lines of the same measure and stage are added up.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">A stage at which the measure is collected.</param>
/// <param name="Numerator">0 to 1e12, at most 6 decimals.</param>
/// <param name="Denominator">Above 0, to 1e12, at most 6 decimals; 1 for an amount or a yes/no measure.</param>
/// <param name="Contract">The contract it belongs to; at most 100 characters, empty when none.</param>
/// <param name="Note">A note to the organisation itself; at most 1,000 characters.</param>
public sealed record ReturnLine(MeasureId Measure, Stage Stage, decimal Numerator, decimal Denominator, string Contract = "", string Note = "")
{
    /// <summary>Without the figure, the contract and the note: whatever prints or logs a line tells nothing.</summary>
    public override string ToString() => $"a line of {Measure}, {Stage}";
}
