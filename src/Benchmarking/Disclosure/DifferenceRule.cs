using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// The difference of two editions is one more table: a cell may change only if enough contributors changed in it, and if the changes
/// together pass the precision rule.
/// </summary>
internal static class DifferenceRule
{
    private static readonly bool[] Both = [true, false];

    /// <summary>Whether replacing what was shown of a cell would tell too much of those who changed.</summary>
    /// <param name="before">The contributions behind what was shown.</param>
    /// <param name="after">The contributions now.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy.</param>
    public static bool IsUnsafe(IReadOnlyCollection<ColumnEntry> before, IReadOnlyCollection<ColumnEntry> after, MeasureKind kind, DisclosurePolicy policy)
    {
        ColumnEntry[] gone = [.. before.Except(after)];
        ColumnEntry[] come = [.. after.Except(before)];
        return gone.Length + come.Length > 0 && (AreTooFew(before, after, policy) || IsTold(gone, come, kind, policy));
    }

    /// <summary>Whether some have changed, and fewer than a cell may change for.</summary>
    public static bool AreTooFew(IReadOnlyCollection<ColumnEntry> before, IReadOnlyCollection<ColumnEntry> after, DisclosurePolicy policy) =>
        before.Except(after).Concat(after.Except(before)).Select(entry => entry.Owner).Distinct().Count() is int changed
        && changed > 0 && changed < policy.FewestChanged;

    // What the others who changed could vary by, figures gone counting the other way round, against what each target needs.
    private static bool IsTold(ColumnEntry[] gone, ColumnEntry[] come, MeasureKind kind, DisclosurePolicy policy)
    {
        var versions = come.Select(entry => (entry.Owner, Room: FigureRoom.Of(entry, kind, policy), IsGone: false))
            .Concat(gone.Select(entry => (entry.Owner, Room: FigureRoom.Of(entry, kind, policy), IsGone: true))).ToArray();
        return Both.Any(isWeighted => Both.Any(othersRise =>
        {
            double Scale(FigureRoom room) => isWeighted ? room.Weight : 1;
            Dictionary<string, double> room = versions.GroupBy(version => version.Owner).ToDictionary(group => group.Key,
                group => group.Sum(version => Scale(version.Room) * (version.IsGone == othersRise ? version.Room.Fall : version.Room.Rise)));
            string[] largest = [.. room.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(policy.CoalitionSize + 1).Select(pair => pair.Key)];
            return versions.Any(target =>
            {
                IEnumerable<string> insiders = largest.Where(owner => owner != target.Owner).Take(policy.CoalitionSize);
                double left = room.Where(pair => pair.Key != target.Owner && !insiders.Contains(pair.Key)).Sum(pair => pair.Value);
                return left < Scale(target.Room) * (target.IsGone == othersRise ? target.Room.UpwardLevel : target.Room.DownwardLevel) * (1 - 1e-9);
            });
        }));
    }
}
