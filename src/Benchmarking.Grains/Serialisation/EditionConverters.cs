using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct TableKeySurrogate([property: Id(0)] string Measure, [property: Id(1)] Stage Stage);

[RegisterConverter]
internal sealed class TableKeyConverter : IConverter<TableKey, TableKeySurrogate>
{
    public TableKey ConvertFromSurrogate(in TableKeySurrogate surrogate) => new(new(surrogate.Measure), surrogate.Stage);

    public TableKeySurrogate ConvertToSurrogate(in TableKey value) => new(value.Measure.Value, value.Stage);
}

[GenerateSerializer]
internal readonly record struct CohortSizeSurrogate([property: Id(0)] string Cohort, [property: Id(1)] int MemberCount, [property: Id(2)] int? BodyCount, [property: Id(3)] bool IsDeclared);

[RegisterConverter]
internal sealed class CohortSizeConverter : IConverter<CohortSize, CohortSizeSurrogate>
{
    public CohortSize ConvertFromSurrogate(in CohortSizeSurrogate surrogate) => new(Cohort.Parse(surrogate.Cohort).Value, surrogate.MemberCount, surrogate.BodyCount, surrogate.IsDeclared);

    public CohortSizeSurrogate ConvertToSurrogate(in CohortSize value) => new(value.Cohort.Text, value.MemberCount, value.BodyCount, value.IsDeclared);
}

[GenerateSerializer]
internal readonly record struct EditionSurrogate(
    [property: Id(0)] Period Period,
    [property: Id(1)] int Number,
    [property: Id(2)] DateTimeOffset CutTime,
    [property: Id(3)] ImmutableArray<TableKey> Tables,
    [property: Id(4)] ImmutableArray<CohortSize> Cohorts,
    [property: Id(5)] int PublishedCells,
    [property: Id(6)] int WithheldCells,
    [property: Id(7)] string PolicyDigest);

[RegisterConverter]
internal sealed class EditionConverter : IConverter<Edition, EditionSurrogate>
{
    public Edition ConvertFromSurrogate(in EditionSurrogate surrogate) =>
        new(surrogate.Period, surrogate.Number, surrogate.CutTime, surrogate.Tables, surrogate.Cohorts, surrogate.PublishedCells, surrogate.WithheldCells,
            surrogate.PolicyDigest);

    public EditionSurrogate ConvertToSurrogate(in Edition value) =>
        new(value.Period, value.Number, value.CutTime, value.Tables, value.Cohorts, value.PublishedCells, value.WithheldCells, value.PolicyDigest);
}

[GenerateSerializer]
internal readonly record struct GroupMemberSurrogate([property: Id(0)] string Organisation, [property: Id(1)] string Group);

[RegisterConverter]
internal sealed class GroupMemberConverter : IConverter<GroupMember, GroupMemberSurrogate>
{
    public GroupMember ConvertFromSurrogate(in GroupMemberSurrogate surrogate) => new(new(surrogate.Organisation), surrogate.Group);

    public GroupMemberSurrogate ConvertToSurrogate(in GroupMember value) => new(value.Organisation.Value, value.Group);
}

[GenerateSerializer]
internal readonly record struct CutGroupsSurrogate([property: Id(0)] int Edition, [property: Id(1)] ImmutableArray<GroupMember> Members);

[RegisterConverter]
internal sealed class CutGroupsConverter : IConverter<CutGroups, CutGroupsSurrogate>
{
    public CutGroups ConvertFromSurrogate(in CutGroupsSurrogate surrogate) => new(surrogate.Edition, surrogate.Members);

    public CutGroupsSurrogate ConvertToSurrogate(in CutGroups value) => new(value.Edition, value.Members);
}

[GenerateSerializer]
internal readonly record struct CohortLatticeSurrogate(
    [property: Id(0)] ImmutableArray<OrganisationId> Members, [property: Id(1)] ImmutableArray<Cohort> Cohorts, [property: Id(2)] ImmutableArray<ImmutableArray<int>> MembersOf,
    [property: Id(3)] ImmutableArray<string?> ControlGroups, [property: Id(4)] int? CrossCount, [property: Id(5)] ImmutableArray<CutGroups> EarlierGroups);

[RegisterConverter]
internal sealed class CohortLatticeConverter : IConverter<CohortLattice, CohortLatticeSurrogate>
{
    public CohortLattice ConvertFromSurrogate(in CohortLatticeSurrogate surrogate) => new(surrogate.Members, surrogate.ControlGroups, surrogate.Cohorts, surrogate.MembersOf)
    {
        CrossCount = surrogate.CrossCount ?? surrogate.Cohorts.Length,
        EarlierGroups = surrogate.EarlierGroups.IsDefault ? [] : surrogate.EarlierGroups,
    };

    public CohortLatticeSurrogate ConvertToSurrogate(in CohortLattice value) => new(value.Members, value.Cohorts, value.MembersOf, value.ControlGroups, value.CrossCount, value.EarlierGroups);
}

[GenerateSerializer]
internal readonly record struct DisclosurePolicySurrogate(
    [property: Id(0)] int Threshold,
    [property: Id(1)] decimal SharePercent,
    [property: Id(2)] int CoalitionSize,
    [property: Id(3)] decimal PrecisionPercent,
    [property: Id(4)] decimal PrecisionPoints,
    [property: Id(5)] int QuantileTail,
    [property: Id(6)] int ProportionTail,
    [property: Id(7)] int MostDimensionsCrossed,
    [property: Id(8)] int FewestChanged,
    [property: Id(9)] decimal CodingBandPoints,
    [property: Id(10)] Defences Defences);

[RegisterConverter]
internal sealed class DisclosurePolicyConverter : IConverter<DisclosurePolicy, DisclosurePolicySurrogate>
{
    public DisclosurePolicy ConvertFromSurrogate(in DisclosurePolicySurrogate surrogate) => new()
    {
        Threshold = surrogate.Threshold,
        SharePercent = surrogate.SharePercent,
        CoalitionSize = surrogate.CoalitionSize,
        PrecisionPercent = surrogate.PrecisionPercent,
        PrecisionPoints = surrogate.PrecisionPoints,
        QuantileTail = surrogate.QuantileTail,
        ProportionTail = surrogate.ProportionTail,
        MostDimensionsCrossed = surrogate.MostDimensionsCrossed,
        FewestChanged = surrogate.FewestChanged,
        CodingBandPoints = surrogate.CodingBandPoints,
        Defences = surrogate.Defences,
    };

    public DisclosurePolicySurrogate ConvertToSurrogate(in DisclosurePolicy value) =>
        new(value.Threshold, value.SharePercent, value.CoalitionSize, value.PrecisionPercent, value.PrecisionPoints, value.QuantileTail, value.ProportionTail,
            value.MostDimensionsCrossed, value.FewestChanged, value.CodingBandPoints, value.Defences);
}
