using System.Globalization;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Benchmarking.Server.Mapping;

/// <summary>Returns to and from the wire.</summary>
internal static class ReturnMapping
{
    /// <summary>Lines of a request, numbered from 1.</summary>
    public static IReadOnlyCollection<LineText> ToTexts(this IEnumerable<V1.ReturnLine> lines) =>
    [
        .. lines.Select((line, index) => new LineText(index + 1, line.Measure, StageText(line.Stage), line.Numerator, line.Denominator, line.Contract, line.Note)),
    ];

    public static LineText ToText(this V1.ImportLine line) =>
        new(line.Line, line.Measure, line.Stage, line.Numerator, line.Denominator, line.Contract, line.Note);

    public static V1.Return ToWire(this Return value)
    {
        V1.Return wire = new()
        {
            Name = value.Name,
            State = (V1.Return.Types.State)value.State,
            Revision = value.Revision,
            Etag = value.Etag,
            UpdateTime = Timestamp.FromDateTimeOffset(value.UpdateTime),
        };
        wire.Lines.AddRange(value.Lines.Select(ToWire));
        return wire;
    }

    public static V1.ReturnRevision ToWire(this ReturnRevision revision) => new()
    {
        Revision = revision.Revision,
        State = (V1.Return.Types.State)revision.State,
        Reason = revision.Reason,
        CreateTime = Timestamp.FromDateTimeOffset(revision.CreateTime),
        LineCount = revision.LineCount,
    };

    private static V1.ReturnLine ToWire(ReturnLine line) => new()
    {
        Measure = line.Measure.Name,
        Stage = line.Stage.ToWire(),
        Numerator = line.Numerator.ToString(CultureInfo.InvariantCulture),
        Denominator = line.Denominator.ToString(CultureInfo.InvariantCulture),
        Contract = line.Contract,
        Note = line.Note,
    };

    // A number that is no stage becomes a word that is no stage, and is refused as one with its line.
    private static string StageText(V1.Stage stage) =>
        stage != V1.Stage.Unspecified && Enum.IsDefined(stage) ? ((Stage)stage).ToText() : stage == V1.Stage.Unspecified ? "unspecified" : $"stage {(int)stage}";
}
