using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Tests.Disclosure;

/// <summary>
/// What all editions of a period have told, stacked, made anew from what each took in and showed. It shares with the domain what a
/// figure needs and which band a value lies in, and nothing else.
/// </summary>
internal sealed class PlainHistory
{
    private readonly MeasureKind _kind;
    private readonly DisclosurePolicy _policy;
    private readonly List<ColumnEntry> _versions = [];
    private readonly List<int> _owners = [];
    private readonly List<int[]> _others = [];
    private readonly Dictionary<string, int> _ownerOf = [];
    private readonly List<PublishedSum> _sums = [];

    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy of every edition.</param>
    /// <param name="vintages">What each edition took in and showed, oldest first.</param>
    /// <param name="ownerOf">Who knows an organisation's figures.</param>
    /// <param name="othersOf">Who else knows a figure; nobody when it is not given.</param>
    public PlainHistory(MeasureKind kind, DisclosurePolicy policy, IEnumerable<Vintage> vintages, Func<OrganisationId, string> ownerOf, Func<ColumnEntry, IEnumerable<string>>? othersOf = null)
    {
        (_kind, _policy) = (kind, policy);
        foreach (Vintage vintage in vintages)
        {
            foreach (ColumnEntry entry in vintage.Entries)
                AddVersion(entry, ownerOf(entry.Organisation), othersOf?.Invoke(entry) ?? []);
            foreach (ShownCell cell in vintage.Shown.Where(shown => shown.Status != CellStatus.Withheld))
                Tell(cell, [.. cell.Entries.Select(index => vintage.Entries[index])]);
        }
    }

    public PlainAttacker Attacker => new([.. _versions.Select((entry, index) =>
        FigureRoom.Of(entry, _kind, _policy) is var room ? new Unknown(_owners[index], room.Weight, room.Fall, room.Rise, Others: _others[index]) : default)], [.. _sums]);

    /// <summary>Every version of every figure must stay uncertain, and so must every change between two.</summary>
    public IEnumerable<ProtectionGoal> Goals()
    {
        // What is in nothing that was told is as free as it ever was.
        foreach (int version in _sums.SelectMany(sum => sum.Unknowns).Distinct().Order())
        {
            FigureRoom room = FigureRoom.Of(_versions[version], _kind, _policy);
            foreach (ProtectionGoal goal in GoalsOf([new(version, 1)], room.UpwardLevel, room.DownwardLevel, _owners[version]))
                yield return goal;
            for (int before = 0; before < version; before++)
            {
                if (_versions[before].Organisation != _versions[version].Organisation)
                    continue;
                FigureRoom old = FigureRoom.Of(_versions[before], _kind, _policy);
                double level = _kind is MeasureKind.Percentage or MeasureKind.YesNo ? room.Level : (double)_policy.PrecisionPercent / 100 * Math.Abs(room.Value - old.Value);
                foreach (ProtectionGoal goal in GoalsOf([new(version, 1), new(before, -1)], Math.Min(level, room.Rise + old.Fall), Math.Min(level, room.Fall + old.Rise), _owners[version]))
                    yield return goal;
            }
        }
    }

    /// <summary>The totals of what an edition withheld since it failed a primary rule: each must be able to move by what its largest figure needs.</summary>
    public IEnumerable<ProtectionGoal> Totals(Vintage vintage)
    {
        foreach (ShownCell cell in vintage.Shown.Where(shown => shown.Status == CellStatus.Withheld))
        {
            ColumnEntry[] entries = [.. cell.Entries.Select(index => vintage.Entries[index])];
            PrimaryFinding finding = PrimaryRules.Assess(Figures.Of(entries, _kind, _policy), _kind, _policy);
            // Near a bound the precision rule alone does not keep a cell back.
            if (finding == PrimaryFinding.None || (finding == PrimaryFinding.Precision && _kind == MeasureKind.Percentage))
                continue;
            FigureRoom[] rooms = [.. entries.Select(entry => FigureRoom.Of(entry, _kind, _policy))];
            foreach (bool isWeighted in _kind is MeasureKind.Percentage or MeasureKind.Rate ? new[] { true, false } : [false])
            {
                double Weight(FigureRoom room) => isWeighted ? room.Weight : 1;
                double level = rooms.Max(room => Weight(room) * room.Level);
                ImmutableArray<Term> terms = [.. entries.Zip(rooms, (entry, room) => new Term(IndexOf(entry), Weight(room))).OrderBy(term => term.Unknown)];
                foreach (ProtectionGoal goal in GoalsOf(terms, Math.Min(level, rooms.Sum(room => Weight(room) * room.Rise)), Math.Min(level, rooms.Sum(room => Weight(room) * room.Fall)), -1))
                    yield return goal with { Coalition = 0 };
            }
        }
    }

    private IEnumerable<ProtectionGoal> GoalsOf(ImmutableArray<Term> terms, double upward, double downward, int owner)
    {
        // Below this there is nothing to protect: the figure is at its bound.
        const double Least = 1e-9;
        // To whoever knows one version the change is the other, which has a goal of its own.
        int[] others = [.. terms.SelectMany(term => _others[term.Unknown]).Distinct()];
        if (upward > Least)
            yield return new(terms, true, upward, owner, _policy.CoalitionSize, others);
        if (downward > Least)
            yield return new(terms, false, downward, owner, _policy.CoalitionSize, others);
    }

    private void AddVersion(ColumnEntry entry, string owner, IEnumerable<string> others)
    {
        if (IndexOf(entry) >= 0)
            return;
        _versions.Add(entry);
        _owners.Add(NumberOf(owner));
        _others.Add([.. others.Select(NumberOf)]);
    }

    private int NumberOf(string owner)
    {
        if (!_ownerOf.TryGetValue(owner, out int number))
            _ownerOf[owner] = number = _ownerOf.Count;
        return number;
    }

    private int IndexOf(ColumnEntry entry) => _versions.FindIndex(version =>
        (version.Organisation, version.Numerator, version.Denominator) == (entry.Organisation, entry.Numerator, entry.Denominator));

    private void Tell(ShownCell cell, ColumnEntry[] entries)
    {
        int[] unknowns = [.. entries.Select(IndexOf).Order()];
        FigureRoom[] rooms = [.. entries.Select(entry => FigureRoom.Of(entry, _kind, _policy))];
        foreach (bool isWeighted in _kind is MeasureKind.Percentage or MeasureKind.Rate ? new[] { true, false } : [false])
        {
            double weight = rooms.Sum(room => isWeighted ? room.Weight : 1);
            double total = rooms.Sum(room => isWeighted ? room.Weight * room.Value : room.Value);
            (double least, double most) = cell.Status == CellStatus.Published ? (total, total) : Band(total, weight, entries.Length, cell);
            _sums.Add(new(unknowns, isWeighted, Math.Max(0, total - least), Math.Max(0, most - total)));
        }
    }

    private (double Least, double Most) Band(double total, double weight, int n, ShownCell cell)
    {
        if (_kind == MeasureKind.YesNo)
        {
            CodedAnswers answers = CodedAnswers.Of((int)total, n, cell.BandPoints, cell.Tail);
            return (answers.Fewest, answers.Most);
        }
        // What is told is in the measure's unit: per so many homes.
        double per = (double)cell.Per;
        CodedBand band = CodedBand.Of(total / weight * per, _kind, cell.BandPoints);
        return (band.Lower / per * weight, band.Upper / per * weight);
    }
}
