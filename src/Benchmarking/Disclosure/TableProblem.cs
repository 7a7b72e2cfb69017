using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// A table as the attacker's system: an unknown for each version of each figure, a sum for each statistic that any cell could publish
/// or has published in an earlier edition, and a goal for everything that must stay uncertain.
/// </summary>
internal sealed class TableProblem
{
    private readonly MeasureKind _kind;
    private readonly DisclosurePolicy _policy;
    private readonly List<Unknown> _unknowns = [];
    private readonly List<FigureRoom> _rooms = [];
    private readonly Dictionary<ColumnEntry, int> _unknownOf = [];
    private readonly Dictionary<string, int> _ownerOf = [];
    private readonly List<PublishedSum> _sums = [];
    private readonly Dictionary<string, int> _sumOf = [];
    private readonly HashSet<int> _told = [];
    private readonly List<ProtectionGoal> _goals = [];

    /// <summary>States the problem of a table.</summary>
    /// <param name="entries">Its contributions.</param>
    /// <param name="members">For each cohort of the lattice, the positions of its contributions.</param>
    /// <param name="lattice">The lattice.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="history">What the earlier editions of the period took in and showed, oldest first.</param>
    public TableProblem(ImmutableArray<ColumnEntry> entries, ImmutableArray<ImmutableArray<int>> members, CohortLattice lattice,
        MeasureKind kind, DisclosurePolicy policy, ImmutableArray<Vintage> history)
    {
        (_kind, _policy) = (kind, policy);
        Entries = entries;
        foreach (ColumnEntry entry in entries.Concat(history.SelectMany(vintage => vintage.Shown.SelectMany(shown => shown.Entries).Distinct().Order().Select(index => vintage.Entries[index]))))
            AddUnknown(entry);
        ILookup<string, EarlierCell> earlier = history.SelectMany(vintage => vintage.Shown.Select(shown => Tell(vintage, shown))).ToLookup(cell => cell.Shown.Cohort);
        Cells = [.. members.Select((cell, cohort) => cell.IsEmpty ? null : Choose(cohort, cell, lattice, [.. earlier[lattice.Cohorts[cohort].Text]])).OfType<CellChoice>()];
        AddGoals(members);
        System = new([.. _unknowns], [.. _sums]);
        foreach (int sum in _told)
            System.SetActive(sum, true);
    }

    public ImmutableArray<ColumnEntry> Entries { get; }

    /// <summary>The cells that anyone has contributed to, in the lattice's order.</summary>
    public ImmutableArray<CellChoice> Cells { get; }

    /// <summary>What the attacker has; the sums of earlier editions are told already.</summary>
    public AttackerSystem System { get; }

    public ImmutableArray<ProtectionGoal> Goals => [.. _goals];

    /// <summary>The sums that earlier editions told: they cannot be taken back.</summary>
    public IReadOnlySet<int> Told => _told;

    /// <summary>Whether nothing of a set of contributions may be told for its own sake.</summary>
    public bool IsUnsafe(ImmutableArray<int> set) => IsUnsafe([.. set.Select(index => Entries[index])]);

    private sealed record EarlierCell(ShownCell Shown, ImmutableArray<ColumnEntry> Entries, bool IsWithdrawn);

    private void AddUnknown(ColumnEntry entry)
    {
        if (_unknownOf.ContainsKey(entry))
            return;
        if (!_ownerOf.TryGetValue(entry.Owner, out int owner))
            _ownerOf[entry.Owner] = owner = _ownerOf.Count;
        FigureRoom room = FigureRoom.Of(entry, _kind, _policy);
        _unknownOf[entry] = _unknowns.Count;
        _rooms.Add(room);
        _unknowns.Add(new(owner, room.Weight, room.Fall, room.Rise));
    }

    private EarlierCell Tell(Vintage vintage, ShownCell shown)
    {
        ImmutableArray<ColumnEntry> entries = [.. shown.Entries.Select(index => vintage.Entries[index])];
        _told.UnionWith(shown.Status == CellStatus.Coded ? CodedSums(entries, shown.BandPoints) : ExactSums(entries));
        return new(shown, entries, vintage.IsWithdrawn);
    }

    private CellChoice Choose(int cohort, ImmutableArray<int> members, CohortLattice lattice, ImmutableArray<EarlierCell> earlier)
    {
        ImmutableArray<ColumnEntry> cell = [.. members.Select(index => Entries[index])];
        PrimaryFinding finding = PrimaryRules.Assess(cell.AsSpan(), _kind, _policy);
        List<(CellStatus Status, ImmutableArray<int> Sums)> choices = [];
        EarlierCell? latest = earlier.LastOrDefault();
        bool isUnchanged = latest is not null && latest.Entries.ToHashSet().SetEquals(cell);
        bool isDifference = !isUnchanged && _policy.Defences.HasFlag(Defences.Difference)
            && earlier.Any(before => DifferenceRule.IsUnsafe(before.Entries, cell, _kind, _policy));
        if (isUnchanged)
            choices.Add((latest!.Shown.Status, []));
        else if (!isDifference)
            choices.AddRange(ToTell(cell, finding, isWide: lattice.Cohorts[cohort].Terms.Length < 2));
        // What was shown is shown still, but for what was withdrawn.
        if (!isUnchanged)
            choices.Add((latest is { IsWithdrawn: false } ? CellStatus.Carried : CellStatus.Withheld, []));
        // The total goes last of all; among the others few rather than many, and narrow ones first.
        double cost = lattice.Cohorts[cohort].Terms.IsEmpty ? 1000 : 1 + (double)members.Length / Entries.Length;
        return new(cohort, members, finding, isDifference, [.. choices.Select(choice => choice.Status)], [.. choices.Select(choice => choice.Sums)], cost);
    }

    private IEnumerable<(CellStatus Status, ImmutableArray<int> Sums)> ToTell(ImmutableArray<ColumnEntry> cell, PrimaryFinding finding, bool isWide)
    {
        if (IsUnsafe(cell, finding))
            yield break;
        // Near a bound a value tells narrow cells little more than the band does, and would cost wide cells theirs.
        if (finding == PrimaryFinding.None && (_kind == MeasureKind.YesNo ? HasBothAnswers(cell) : isWide || !IsNearBound(cell)))
            yield return (CellStatus.Published, ExactSums(cell));
        yield return (CellStatus.Coded, CodedSums(cell, _policy.CodingBandPoints));
    }

    private bool IsUnsafe(ImmutableArray<ColumnEntry> cell) => IsUnsafe(cell, PrimaryRules.Assess(cell.AsSpan(), _kind, _policy));

    // A cell near a bound that fails the precision rule alone may still be coded.
    private bool IsUnsafe(ImmutableArray<ColumnEntry> cell, PrimaryFinding finding) =>
        finding != PrimaryFinding.None && (finding != PrimaryFinding.Precision || !IsNearBound(cell));

    private bool HasBothAnswers(ImmutableArray<ColumnEntry> cell) => !_policy.Defences.HasFlag(Defences.Proportion)
        || cell.Count(entry => entry.Numerator == 1) is int yes && yes > _policy.ProportionTail && yes < cell.Length - _policy.ProportionTail;

    private bool IsNearBound(ImmutableArray<ColumnEntry> cell) => _kind == MeasureKind.Percentage
        && Bands(cell, _policy.CodingBandPoints).All(band => band.Band.IsNearBound(_policy.CodingBandPoints));

    private bool HasWeights => _kind is MeasureKind.Percentage or MeasureKind.Rate;

    private ImmutableArray<int> ExactSums(ImmutableArray<ColumnEntry> cell) =>
        HasWeights ? [Sum(cell, true, 0, 0), Sum(cell, false, 0, 0)] : [Sum(cell, false, 0, 0)];

    private ImmutableArray<int> CodedSums(ImmutableArray<ColumnEntry> cell, decimal bandPoints)
    {
        if (_kind == MeasureKind.YesNo)
        {
            CodedAnswers band = CodedAnswers.Of(cell.Count(entry => entry.Numerator == 1), cell.Length, bandPoints, _policy.ProportionTail);
            return [Sum(cell, false, band.Yes - band.Fewest, band.Most - band.Yes)];
        }
        return [.. Bands(cell, bandPoints).Select(told =>
            Sum(cell, told.IsWeighted, told.Total - told.Band.Lower * told.Weight, told.Band.Upper * told.Weight - told.Total))];
    }

    // The bands of the ratio and of the mean, with the sums behind them.
    private IEnumerable<(bool IsWeighted, double Total, double Weight, CodedBand Band)> Bands(ImmutableArray<ColumnEntry> cell, decimal bandPoints)
    {
        foreach (bool isWeighted in HasWeights ? new[] { true, false } : [false])
        {
            double total = cell.Sum(entry => _rooms[_unknownOf[entry]] is var room && isWeighted ? room.Value * room.Weight : room.Value);
            double weight = cell.Sum(entry => isWeighted ? _rooms[_unknownOf[entry]].Weight : 1);
            yield return (isWeighted, total, weight, CodedBand.Of(total / weight, _kind, bandPoints));
        }
    }

    // One sum told twice, by two editions or by two cohorts of the same members, is one sum.
    private int Sum(ImmutableArray<ColumnEntry> cell, bool isWeighted, double fall, double rise)
    {
        (fall, rise) = (Math.Max(0, fall), Math.Max(0, rise));
        int[] unknowns = [.. cell.Select(entry => _unknownOf[entry]).Order()];
        string key = FormattableString.Invariant($"{isWeighted};{fall:R};{rise:R};{string.Join(',', unknowns)}");
        if (!_sumOf.TryGetValue(key, out int sum))
        {
            _sumOf[key] = sum = _sums.Count;
            _sums.Add(new(unknowns, isWeighted, fall, rise));
        }
        return sum;
    }

    private void AddGoals(ImmutableArray<ImmutableArray<int>> members)
    {
        for (int unknown = 0; unknown < _unknowns.Count; unknown++)
            AddGoal([new(unknown, 1)], _rooms[unknown].UpwardLevel, _rooms[unknown].DownwardLevel, _unknowns[unknown].Owner);
        AddChangeGoals();
        foreach (ImmutableArray<int> cell in UntoldSets(members))
            _goals.AddRange(TotalGoals(cell));
    }

    // What an organisation changed by between two editions is its own as well.
    private void AddChangeGoals()
    {
        foreach (IGrouping<OrganisationId, KeyValuePair<ColumnEntry, int>> versions in _unknownOf.GroupBy(pair => pair.Key.Organisation).Where(group => group.Count() > 1))
        {
            int[] unknowns = [.. versions.Select(pair => pair.Value).Order()];
            for (int later = 1; later < unknowns.Length; later++)
            {
                (FigureRoom after, FigureRoom before) = (_rooms[unknowns[later]], _rooms[unknowns[later - 1]]);
                double level = HasAbsoluteLevel ? after.Level : (double)_policy.PrecisionPercent / 100 * Math.Abs(after.Value - before.Value);
                AddGoal([new(unknowns[later], 1), new(unknowns[later - 1], -1)], Math.Min(level, after.Rise + before.Fall),
                    Math.Min(level, after.Fall + before.Rise), _unknowns[unknowns[later]].Owner);
            }
        }
    }

    private bool HasAbsoluteLevel => _kind is MeasureKind.Percentage or MeasureKind.YesNo;

    // Cells of the lattice, and the atoms beneath it, that no one may derive because they fail the primary rules.
    private IEnumerable<ImmutableArray<int>> UntoldSets(ImmutableArray<ImmutableArray<int>> members)
    {
        string[] membership = new string[Entries.Length];
        for (int cohort = 0; cohort < members.Length; cohort++)
        {
            foreach (int index in members[cohort])
                membership[index] += $"{cohort},";
        }
        IEnumerable<ImmutableArray<int>> atoms = Enumerable.Range(0, Entries.Length).GroupBy(index => membership[index]).Select(group => group.ToImmutableArray());
        IEnumerable<ImmutableArray<int>> cells = Cells.Select(cell => cell.Entries);
        return cells.Concat(atoms).DistinctBy(set => string.Join(',', set))
            .Where(IsUnsafe);
    }

    /// <summary>What keeps the total of a set of contributions uncertain, ratio and mean alike: by as much as its largest contribution needs.</summary>
    public IEnumerable<ProtectionGoal> TotalGoals(ImmutableArray<int> set)
    {
        int[] unknowns = [.. set.Select(index => _unknownOf[Entries[index]])];
        foreach (bool isWeighted in HasWeights ? new[] { true, false } : [false])
        {
            double Scale(int unknown) => isWeighted ? _unknowns[unknown].Weight : 1;
            double level = unknowns.Max(unknown => Scale(unknown) * _rooms[unknown].Level);
            ImmutableArray<Term> terms = [.. unknowns.Select(unknown => new Term(unknown, Scale(unknown)))];
            double rise = unknowns.Sum(unknown => Scale(unknown) * _rooms[unknown].Rise);
            double fall = unknowns.Sum(unknown => Scale(unknown) * _rooms[unknown].Fall);
            foreach (ProtectionGoal goal in GoalsOf(terms, Math.Min(level, rise), Math.Min(level, fall), -1, 0))
                yield return goal;
        }
    }

    private void AddGoal(ImmutableArray<Term> terms, double upward, double downward, int owner) =>
        _goals.AddRange(GoalsOf(terms, upward, downward, owner, _policy.CoalitionSize));

    // Levels too small to mean anything are those of figures at a bound, which tells them by itself.
    private IEnumerable<ProtectionGoal> GoalsOf(ImmutableArray<Term> terms, double upward, double downward, int owner, int coalition)
    {
        double least = 1e-9 * terms.Sum(term => Math.Abs(term.Coefficient) * _rooms[term.Unknown].Level);
        if (upward > least)
            yield return new(terms, true, upward, owner, coalition);
        if (downward > least)
            yield return new(terms, false, downward, owner, coalition);
    }
}
