using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Serialisation;

[RegisterConverter]
internal sealed class BodyIdConverter : IConverter<BodyId, IdentifierSurrogate>
{
    public BodyId ConvertFromSurrogate(in IdentifierSurrogate surrogate) => new(surrogate.Text);

    public IdentifierSurrogate ConvertToSurrogate(in BodyId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class ReleaseIdConverter : IConverter<ReleaseId, IdentifierSurrogate>
{
    public ReleaseId ConvertFromSurrogate(in IdentifierSurrogate surrogate) =>
        ReleaseId.TryParse(surrogate.Text) ?? throw new FormatException($"{Problem.Quote(surrogate.Text)} is not a release.");

    public IdentifierSurrogate ConvertToSurrogate(in ReleaseId value) => new(value.Value);
}

[GenerateSerializer]
internal readonly record struct AccessSurrogate([property: Id(0)] string Who, [property: Id(1)] int HoursBefore);

[RegisterConverter]
internal sealed class AccessConverter : IConverter<PreReleaseAccess, AccessSurrogate>
{
    public PreReleaseAccess ConvertFromSurrogate(in AccessSurrogate surrogate) => new(surrogate.Who, surrogate.HoursBefore);

    public AccessSurrogate ConvertToSurrogate(in PreReleaseAccess value) => new(value.Who, value.HoursBefore);
}

[GenerateSerializer]
internal readonly record struct DraftMeasureSurrogate([property: Id(0)] string Measure, [property: Id(1)] Stage? Stage);

[RegisterConverter]
internal sealed class DraftMeasureConverter : IConverter<DraftMeasure, DraftMeasureSurrogate>
{
    public DraftMeasure ConvertFromSurrogate(in DraftMeasureSurrogate surrogate) => new(surrogate.Measure, surrogate.Stage);

    public DraftMeasureSurrogate ConvertToSurrogate(in DraftMeasure value) => new(value.Measure, value.Stage);
}

[GenerateSerializer]
internal readonly record struct DraftTableSurrogate(
    [property: Id(0)] string Title, [property: Id(1)] ImmutableArray<string> Editions, [property: Id(2)] ImmutableArray<DraftMeasure> Measures, [property: Id(3)] ImmutableArray<string> Cohorts);

[RegisterConverter]
internal sealed class DraftTableConverter : IConverter<DraftTable, DraftTableSurrogate>
{
    public DraftTable ConvertFromSurrogate(in DraftTableSurrogate surrogate) => new(surrogate.Title, surrogate.Editions, surrogate.Measures, surrogate.Cohorts);

    public DraftTableSurrogate ConvertToSurrogate(in DraftTable value) => new(value.Title, value.Editions, value.Measures, value.Cohorts);
}

[GenerateSerializer]
internal readonly record struct DraftSectionSurrogate([property: Id(0)] string Heading, [property: Id(1)] string Commentary, [property: Id(2)] ImmutableArray<DraftTable> Tables);

[RegisterConverter]
internal sealed class DraftSectionConverter : IConverter<DraftSection, DraftSectionSurrogate>
{
    public DraftSection ConvertFromSurrogate(in DraftSectionSurrogate surrogate) => new(surrogate.Heading, surrogate.Commentary, surrogate.Tables);

    public DraftSectionSurrogate ConvertToSurrogate(in DraftSection value) => new(value.Heading, value.Commentary, value.Tables);
}

[GenerateSerializer]
internal readonly record struct DraftSurrogate(
    [property: Id(0)] string Title,
    [property: Id(1)] string Publisher,
    [property: Id(2)] string Contact,
    [property: Id(3)] string Summary,
    [property: Id(4)] ImmutableArray<DraftSection> Sections,
    [property: Id(5)] string Methods,
    [property: Id(6)] string Limits,
    [property: Id(7)] ImmutableArray<string> Notes,
    [property: Id(8)] ImmutableArray<PreReleaseAccess> PreReleaseAccess);

[RegisterConverter]
internal sealed class DraftConverter : IConverter<ReleaseDraft, DraftSurrogate>
{
    public ReleaseDraft ConvertFromSurrogate(in DraftSurrogate surrogate) =>
        new(surrogate.Title, surrogate.Publisher, surrogate.Contact, surrogate.Summary, surrogate.Sections, surrogate.Methods, surrogate.Limits, surrogate.Notes, surrogate.PreReleaseAccess);

    public DraftSurrogate ConvertToSurrogate(in ReleaseDraft value) =>
        new(value.Title, value.Publisher, value.Contact, value.Summary, value.Sections, value.Methods, value.Limits, value.Notes, value.PreReleaseAccess);
}

[GenerateSerializer]
internal readonly record struct ReleaseRowSurrogate(
    [property: Id(0)] string Edition,
    [property: Id(1)] DateTimeOffset CutTime,
    [property: Id(2)] MeasureId Measure,
    [property: Id(3)] string MeasureName,
    [property: Id(4)] int MeasureRevision,
    [property: Id(5)] string Unit,
    [property: Id(6)] Direction Direction,
    [property: Id(7)] Stage Stage,
    [property: Id(8)] Cell Cell,
    [property: Id(9)] string Citation);

[RegisterConverter]
internal sealed class ReleaseRowConverter : IConverter<ReleaseRow, ReleaseRowSurrogate>
{
    public ReleaseRow ConvertFromSurrogate(in ReleaseRowSurrogate surrogate) => new(surrogate.Edition, surrogate.CutTime, surrogate.Measure, surrogate.MeasureName,
        surrogate.MeasureRevision, surrogate.Unit, surrogate.Direction, surrogate.Stage, surrogate.Cell, surrogate.Citation);

    public ReleaseRowSurrogate ConvertToSurrogate(in ReleaseRow value) => new(value.Edition, value.CutTime, value.Measure, value.MeasureName,
        value.MeasureRevision, value.Unit, value.Direction, value.Stage, value.Cell, value.Citation);
}

[GenerateSerializer]
internal readonly record struct ReleaseTableSurrogate([property: Id(0)] string Title, [property: Id(1)] ImmutableArray<ReleaseRow> Rows);

[RegisterConverter]
internal sealed class ReleaseTableConverter : IConverter<ReleaseTable, ReleaseTableSurrogate>
{
    public ReleaseTable ConvertFromSurrogate(in ReleaseTableSurrogate surrogate) => new(surrogate.Title, surrogate.Rows);

    public ReleaseTableSurrogate ConvertToSurrogate(in ReleaseTable value) => new(value.Title, value.Rows);
}

[GenerateSerializer]
internal readonly record struct ReleaseSectionSurrogate([property: Id(0)] string Heading, [property: Id(1)] string Commentary, [property: Id(2)] ImmutableArray<ReleaseTable> Tables);

[RegisterConverter]
internal sealed class ReleaseSectionConverter : IConverter<ReleaseSection, ReleaseSectionSurrogate>
{
    public ReleaseSection ConvertFromSurrogate(in ReleaseSectionSurrogate surrogate) => new(surrogate.Heading, surrogate.Commentary, surrogate.Tables);

    public ReleaseSectionSurrogate ConvertToSurrogate(in ReleaseSection value) => new(value.Heading, value.Commentary, value.Tables);
}

[GenerateSerializer]
internal readonly record struct ReleaseContentSurrogate(
    [property: Id(0)] string Title,
    [property: Id(1)] string Publisher,
    [property: Id(2)] string Contact,
    [property: Id(3)] string Summary,
    [property: Id(4)] ImmutableArray<ReleaseSection> Sections,
    [property: Id(5)] string Methods,
    [property: Id(6)] string Limits,
    [property: Id(7)] ImmutableArray<string> Notes,
    [property: Id(8)] ImmutableArray<PreReleaseAccess> PreReleaseAccess);

[RegisterConverter]
internal sealed class ReleaseContentConverter : IConverter<ReleaseContent, ReleaseContentSurrogate>
{
    public ReleaseContent ConvertFromSurrogate(in ReleaseContentSurrogate surrogate) =>
        new(surrogate.Title, surrogate.Publisher, surrogate.Contact, surrogate.Summary, surrogate.Sections, surrogate.Methods, surrogate.Limits, surrogate.Notes, surrogate.PreReleaseAccess);

    public ReleaseContentSurrogate ConvertToSurrogate(in ReleaseContent value) =>
        new(value.Title, value.Publisher, value.Contact, value.Summary, value.Sections, value.Methods, value.Limits, value.Notes, value.PreReleaseAccess);
}
