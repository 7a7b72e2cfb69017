using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// A table, or several that are linked, as the attacker's system: the unknowns, a sum for each statistic that any cell could publish or
/// has published in an earlier edition, and a goal for everything that must stay uncertain.
/// </summary>
internal sealed class TableProblem
{
    private readonly CohortLattice _lattice;
    private readonly DisclosurePolicy _policy;
    private readonly UnknownBook _book;
    private readonly SumBook _sums;
    private readonly ImmutableArray<ImmutableArray<FigureVersion>> _figures;
    private readonly ImmutableArray<AtomBook> _atoms;
    private readonly HashSet<int> _told = [];

    /// <summary>States the problem.</summary>
    /// <param name="tables">The tables; those that others follow from come first.</param>
    /// <param name="lattice">The lattice.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="groups">Who knows whose figures; null when each contribution's control group says that.</param>
    public TableProblem(ImmutableArray<TableInput> tables, CohortLattice lattice, DisclosurePolicy policy, KnownGroups? groups = null)
    {
        tables = [.. tables.Select(Numbered)];
        (Tables, _lattice, _policy, _book) = (tables, lattice, policy, new(policy, groups));
        _sums = new(tables, policy);
        for (int table = 0; table < tables.Length; table++)
        {
            foreach ((int edition, ColumnEntry entry) in tables[table].Versions)
                _book.Add(table, tables[table], edition, entry);
        }
        _figures = [.. tables.Select((input, table) => input.Entries.Select(entry => _book.Find(table, Vintage.Today, entry)).ToImmutableArray())];
        _atoms = [.. tables.Select(input => new AtomBook(input, lattice))];
        Cells = [.. Enumerable.Range(0, tables.Length).SelectMany(Choose)];
        Goals = [.. Enumerable.Range(0, tables.Length).SelectMany(table => FigureGoals(table).Concat(ChangeGoals(table)).Concat(UntoldSets(table).SelectMany(set => TotalGoals(table, set))))];
        System = new([.. _book.Unknowns], [.. _sums.Sums]);
        foreach (int sum in _told)
            System.SetActive(sum, true);
    }

    public ImmutableArray<TableInput> Tables { get; }

    /// <summary>The cells that anyone has contributed to, table after table, in the lattice's order.</summary>
    public ImmutableArray<CellChoice> Cells { get; }

    /// <summary>What the attacker has; the sums of earlier editions are told already.</summary>
    public AttackerSystem System { get; }

    public ImmutableArray<ProtectionGoal> Goals { get; }

    /// <summary>The sums that earlier editions told: they cannot be taken back.</summary>
    public IReadOnlySet<int> Told => _told;

    /// <summary>Whether nothing of a set of a table's figures, perhaps those of an earlier edition, may be told for its own sake.</summary>
    public bool IsUnsafe(int table, ImmutableArray<FigureVersion> cell) => IsUnsafe(table, cell, PrimaryRules.Assess(cell.AsSpan(), Tables[table].Kind, _policy));

    /// <summary>The figures of a set of a table's contributions of today.</summary>
    public ImmutableArray<FigureVersion> Take(int table, ImmutableArray<int> set) => [.. set.Select(index => _figures[table][index])];

    /// <summary>For each of a table's contributions of today, the number of its atom.</summary>
    public ImmutableArray<int> AtomsOf(int table) => _atoms[table].Today;

    /// <summary>What keeps the total of some figures uncertain, ratio and mean alike: by as much as its largest contribution needs.</summary>
    public IEnumerable<ProtectionGoal> TotalGoals(int table, ImmutableArray<FigureVersion> cell)
    {
        foreach (bool isWeighted in Tables[table].IsWeighted)
        {
            double level = cell.Max(figure => isWeighted ? figure.Room.Weight * figure.Room.Level : figure.Room.Level);
            IEnumerable<Term> terms = cell.SelectMany(figure => figure.Unknowns)
                .Select(unknown => new Term(unknown, isWeighted ? _book.Unknowns[unknown].Weight : 1));
            foreach (ProtectionGoal goal in GoalsOf(terms, level, level, -1, 0))
                yield return goal;
        }
    }

    // Where nobody said, editions follow one another.
    private static TableInput Numbered(TableInput table) =>
        table with { History = Vintage.Numbered(table.History) };

    // With its figures, when it told something.
    private sealed record EarlierCell(ShownCell Cell, ImmutableArray<ColumnEntry> Entries, ImmutableArray<FigureVersion> Figures, bool IsWithdrawn);

    private IEnumerable<CellChoice> Choose(int table)
    {
        ILookup<string, EarlierCell> earlier = Tables[table].History
            .SelectMany(vintage => vintage.Shown.Select(shown => Tell(table, vintage, shown))).ToLookup(cell => cell.Cell.Cohort);
        for (int cohort = 0; cohort < Tables[table].Members.Length; cohort++)
        {
            if (!Tables[table].Members[cohort].IsEmpty)
                yield return Choose(table, cohort, [.. earlier[_lattice.Cohorts[cohort].Text]]);
        }
    }

    private EarlierCell Tell(int table, Vintage vintage, ShownCell shown)
    {
        ImmutableArray<ColumnEntry> entries = [.. shown.Entries.Select(index => vintage.Entries[index])];
        ImmutableArray<FigureVersion> cell = shown.Status == CellStatus.Withheld ? [] : [.. entries.Select(entry => _book.Find(table, vintage.Edition, entry))];
        if (!cell.IsEmpty)
            _told.UnionWith(SumsOf(table, cell, shown));
        return new(shown, entries, cell, vintage.IsWithdrawn);
    }

    private CellChoice Choose(int table, int cohort, ImmutableArray<EarlierCell> earlier)
    {
        ImmutableArray<int> members = Tables[table].Members[cohort];
        ImmutableArray<FigureVersion> cell = Take(table, members);
        MeasureKind kind = Tables[table].Kind;
        PrimaryFinding finding = PrimaryRules.Assess(cell.AsSpan(), kind, _policy);
        bool isUnsafe = IsUnsafe(table, cell, finding);
        List<(CellStatus Status, ImmutableArray<int> Sums)> choices = [];
        EarlierCell? latest = earlier.LastOrDefault(before => before.Cell.Status != CellStatus.Withheld);
        // Under other bands it would be told anew.
        bool isUnchanged = latest is not null && latest.Entries.ToHashSet().SetEquals(cell.Select(figure => figure.Entry))
            && (latest.Cell.Status != CellStatus.Coded || latest.Cell.HasBandsOf(_policy, Tables[table].Per));
        bool isFinal = isUnchanged && latest!.Cell.Status == CellStatus.Published;
        bool isDifference = !isFinal && _policy.Defences.HasFlag(Defences.Difference)
            && earlier.Any(before => IsDifference(before, [.. cell.Select(figure => figure.Entry)], kind));
        if (!isFinal && !isDifference)
            choices.AddRange(ToTell(table, cell, finding, isUnsafe, isWide: _lattice.Cohorts[cohort].Terms.Length < 2));
        // What was shown is shown still, but for what was withdrawn. In place of a band the value may be told, as in place of nothing.
        if (isUnchanged)
        {
            choices.RemoveAll(choice => choice.Status == CellStatus.Coded);
            choices.Add((latest!.Cell.Status, ToTellAgain(table, cell, latest.Cell)));
        }
        else
            choices.Add((latest is { IsWithdrawn: false } ? CellStatus.Carried : CellStatus.Withheld, []));
        // The total goes last of all; among the others few rather than many, and narrow ones first.
        double cost = _lattice.Cohorts[cohort].Terms.IsEmpty ? 1000 : 1 + (double)members.Length / Tables[table].Entries.Length;
        return new(table, cohort, members, finding, isUnsafe, isDifference, [.. choices.Select(choice => choice.Status)], [.. choices.Select(choice => choice.Sums)], cost)
        {
            EarlierTold = [.. earlier.Where(before => before.Cell.Status == CellStatus.Published && !(isUnchanged && before == latest)).Select(before => before.Figures)],
        };
    }

    // What stays tells something new all the same when it now follows from other figures: a total whose parts have moved.
    private ImmutableArray<int> ToTellAgain(int table, ImmutableArray<FigureVersion> cell, ShownCell shown) =>
        Tables[table].IsFollowing ? [.. SumsOf(table, cell, shown).Where(sum => !_told.Contains(sum))] : [];

    private ImmutableArray<int> SumsOf(int table, ImmutableArray<FigureVersion> cell, ShownCell shown) =>
        shown.Status == CellStatus.Coded ? _sums.Coded(table, cell, shown) : _sums.Exact(table, cell);

    // A cell that was withheld for its own sake tells too by appearing: insiders who raised their own figures would know what tipped it.
    private bool IsDifference(EarlierCell before, ImmutableArray<ColumnEntry> cell, MeasureKind kind) => before.Cell.Status == CellStatus.Withheld
        ? DifferenceRule.AreTooFew(before.Entries, cell, _policy)
        : DifferenceRule.IsUnsafe(before.Entries, cell, kind, _policy);

    private IEnumerable<(CellStatus Status, ImmutableArray<int> Sums)> ToTell(
        int table, ImmutableArray<FigureVersion> cell, PrimaryFinding finding, bool isUnsafe, bool isWide)
    {
        if (isUnsafe)
            yield break;
        // Near a bound a value tells narrow cells little more than the band does, and would cost wide cells theirs.
        bool isClear = Tables[table].Kind == MeasureKind.YesNo ? HasBothAnswers(cell) : isWide || !IsNearBound(table, cell);
        if (finding == PrimaryFinding.None && isClear)
            yield return (CellStatus.Published, _sums.Exact(table, cell));
        yield return (CellStatus.Coded, _sums.Coded(table, cell));
    }

    // A cell near a bound that fails the precision rule alone may still be coded.
    private bool IsUnsafe(int table, ImmutableArray<FigureVersion> cell, PrimaryFinding finding) =>
        finding != PrimaryFinding.None && (finding != PrimaryFinding.Precision || !IsNearBound(table, cell));

    private bool HasBothAnswers(ImmutableArray<FigureVersion> cell) => !_policy.Defences.HasFlag(Defences.Proportion)
        || cell.Count(figure => figure.Entry.Numerator == 1) is int yes && yes > _policy.ProportionTail && yes < cell.Length - _policy.ProportionTail;

    private bool IsNearBound(int table, ImmutableArray<FigureVersion> cell) => Tables[table].Kind == MeasureKind.Percentage
        && _sums.Bands(table, cell).All(told => told.Band.IsNearBound(_policy.CodingBandPoints));

    private IEnumerable<ProtectionGoal> FigureGoals(int table) => _book.Versions(table).SelectMany(versions => versions)
        .SelectMany(figure => GoalsOf(Terms(table, figure, 1), figure.Room.UpwardLevel, figure.Room.DownwardLevel, figure.Owner, _policy.CoalitionSize));

    // What an organisation changed by between any two editions is its own as well.
    private IEnumerable<ProtectionGoal> ChangeGoals(int table) =>
        from versions in _book.Versions(table)
        from later in Enumerable.Range(0, versions.Count)
        from earlier in Enumerable.Range(0, later)
        where versions[later].Entry != versions[earlier].Entry
        from goal in ChangeGoals(table, versions[earlier], versions[later])
        select goal;

    private IEnumerable<ProtectionGoal> ChangeGoals(int table, FigureVersion before, FigureVersion after)
    {
        double level = Tables[table].Kind is MeasureKind.Percentage or MeasureKind.YesNo
            ? after.Room.Level
            : (double)_policy.PrecisionPercent / 100 * Math.Abs(after.Room.Value - before.Room.Value);
        // What both follow from cancels out.
        IEnumerable<Term> change = from term in Terms(table, after, 1).Concat(Terms(table, before, -1))
                                   group term.Coefficient by term.Unknown into shared
                                   let coefficient = shared.Sum()
                                   where coefficient != 0
                                   select new Term(shared.Key, coefficient);
        return GoalsOf(change, level, level, after.Owner, _policy.CoalitionSize);
    }

    // A figure of its own is itself; one that follows from others is their weighted sum.
    private ImmutableArray<Term> Terms(int table, FigureVersion figure, double sign)
    {
        bool isFollowing = Tables[table].IsFollowing;
        return [.. figure.Unknowns.Select(unknown => new Term(unknown, isFollowing ? sign * _book.Unknowns[unknown].Weight : sign))];
    }

    // Cells of the lattice, and the atoms beneath it, that no one may derive because they fail the primary rules; and those of earlier editions, in the figures that
    // they had then: what one member corrects since, or who joins, must not free the total of the others.
    private IEnumerable<ImmutableArray<FigureVersion>> UntoldSets(int table)
    {
        IEnumerable<ImmutableArray<FigureVersion>> cells = Cells.Where(cell => cell.Table == table && cell.IsUnsafe).Select(cell => Take(table, cell.Entries));
        IEnumerable<ImmutableArray<FigureVersion>> atoms = _atoms[table].OfToday().Select(atom => Take(table, atom)).Where(atom => IsUntold(table, atom));
        return cells.Concat(atoms).Concat(Tables[table].History.SelectMany(vintage => UntoldSets(table, vintage)))
            .DistinctBy(set => string.Join(',', set.SelectMany(figure => figure.Unknowns)));
    }

    private IEnumerable<ImmutableArray<FigureVersion>> UntoldSets(int table, Vintage vintage)
    {
        IEnumerable<ImmutableArray<int>> withheld = vintage.Shown.Where(shown => shown.Status == CellStatus.Withheld).Select(shown => shown.Entries);
        return _book.FindSets(table, vintage, withheld).Where(cell => IsUnsafe(table, cell))
            .Concat(_book.FindSets(table, vintage, _atoms[table].Of(vintage)).Where(atom => IsUntold(table, atom)));
    }

    // An atom that fails the share rule alone has no protection level of its own: the precision rule guards its members, and no reader is
    // told that it is withheld.
    private bool IsUntold(int table, ImmutableArray<FigureVersion> atom)
    {
        PrimaryFinding finding = PrimaryRules.Assess(atom.AsSpan(), Tables[table].Kind, _policy);
        return (finding & ~PrimaryFinding.Share) != PrimaryFinding.None && IsUnsafe(table, atom, finding);
    }

    // Levels too small to mean anything are those of figures at a bound, which tells them by itself.
    private IEnumerable<ProtectionGoal> GoalsOf(IEnumerable<Term> function, double upward, double downward, int owner, int coalition)
    {
        ImmutableArray<Term> terms = [.. function.OrderBy(term => term.Unknown)];
        double least = 1e-9 * Math.Max(upward, downward);
        double rise = terms.Sum(term => term.Coefficient > 0 ? term.Coefficient * _book.Unknowns[term.Unknown].Rise : -term.Coefficient * _book.Unknowns[term.Unknown].Fall);
        double fall = terms.Sum(term => term.Coefficient > 0 ? term.Coefficient * _book.Unknowns[term.Unknown].Fall : -term.Coefficient * _book.Unknowns[term.Unknown].Rise);
        if (Math.Min(upward, rise) > least)
            yield return new(terms, true, Math.Min(upward, rise), owner, coalition, OthersOf(terms, owner));
        if (Math.Min(downward, fall) > least)
            yield return new(terms, false, Math.Min(downward, fall), owner, coalition, OthersOf(terms, owner));
    }

    // Whoever knows some of what it is made of: a change of which one version is known is as uncertain as the other, which has a goal of its own. A total is
    // protected against everyone.
    private int[]? OthersOf(ImmutableArray<Term> terms, int owner) => owner < 0 || !_book.HasShared ? null
        : [.. terms.SelectMany(term => _book.Unknowns[term.Unknown].Others ?? []).Distinct()];
}
