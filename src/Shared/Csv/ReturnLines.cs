using Benchmarking.V1;

namespace Benchmarking.Csv;

/// <summary>The lines of returns in a file: the same columns at every door.</summary>
internal static class ReturnLines
{
    /// <summary>The columns.</summary>
    public static readonly CsvColumns Columns = new(["organisation", "measure", "stage", "numerator", "denominator"], ["contract", "note"]);

    /// <summary>A row as the wire has it.</summary>
    public static ImportLine Of(CsvSheet sheet, CsvRow row) => new()
    {
        Line = row.Line,
        Organisation = sheet.Field(row, "organisation"),
        Measure = sheet.Field(row, "measure"),
        Stage = sheet.Field(row, "stage"),
        Numerator = sheet.Field(row, "numerator"),
        Denominator = sheet.Field(row, "denominator"),
        Contract = sheet.Field(row, "contract"),
        Note = sheet.Field(row, "note"),
    };
}
