using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Cohorts;

/// <summary>An organisation and the control group that it is one of; public, as every attribute is.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Group">The control group.</param>
internal readonly record struct GroupMember(OrganisationId Organisation, string Group)
{
    /// <summary>Those of the organisations that are one of a control group, by identifier.</summary>
    public static ImmutableArray<GroupMember> Of(IEnumerable<Organisation> organisations) =>
    [
        .. from organisation in organisations
           let @group = organisation.ControlGroup
           where @group is not null
           orderby organisation.Id.Value
           select new GroupMember(organisation.Id, @group),
    ];
}

/// <summary>The control groups at a cut, over all organisations, whether or not they had a figure.</summary>
/// <param name="Edition">Number of the edition that was cut.</param>
/// <param name="Members">The organisations that were one of a group.</param>
internal sealed record CutGroups(int Edition, ImmutableArray<GroupMember> Members)
{
    /// <summary>Each cut at which the groups were others than at the one before; in order.</summary>
    public static ImmutableArray<CutGroups> Changes(IEnumerable<CutGroups> cuts)
    {
        List<CutGroups> changes = [];
        foreach (CutGroups cut in cuts.OrderBy(cut => cut.Edition))
        {
            if (changes.Count == 0 || !changes[^1].Members.SequenceEqual(cut.Members))
                changes.Add(cut);
        }
        return [.. changes];
    }
}
