namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// Witnesses without a programme: organisations that are in exactly the same published sums can trade figures among themselves and
/// nobody outside sees it. Most goals of most tables are met so.
/// </summary>
internal sealed class Exchange(AttackerSystem system)
{
    /// <summary>Partners tried: with more, one is found among the first or not at all.</summary>
    private const int MostPartners = 40;

    /// <summary>How far a partner may move, in changes of the unknown: further would be as much rounding as movement.</summary>
    private const double Furthest = 100;

    private readonly Circle[] _circleOf = new Circle[system.Atoms.Length];
    private int _version = -1;

    /// <summary>A witness by which the unknown moves by <paramref name="change"/> and the figures of <paramref name="barred"/> do not move; null when none is near.</summary>
    public Witness? Find(int unknown, double change, OwnerSet barred)
    {
        FormCircles();
        Circle circle = _circleOf[system.AtomOf(unknown)];
        if (!circle.IsWeighted && !circle.IsPlain)
            return new Witness([new(unknown, change)], system);
        int[] partners = PartnersOf(unknown, circle.Roomiest(system, isFalling: change > 0), barred);
        return !(circle.IsWeighted && circle.IsPlain) ? InOneSum(unknown, change, partners, circle.IsWeighted)
            : WithTwo(unknown, change, partners) ?? InBothSums(unknown, change, partners);
    }

    private int[] PartnersOf(int unknown, ReadOnlySpan<int> roomiest, OwnerSet barred)
    {
        Span<int> partners = stackalloc int[MostPartners];
        int count = 0;
        foreach (int other in roomiest)
        {
            if (system.Unknowns[other].Owner == system.Unknowns[unknown].Owner || barred.Knows(system.Unknowns[other]))
                continue;
            partners[count++] = other;
            if (count == MostPartners)
                break;
        }
        return partners[..count].ToArray();
    }

    // One kind of sum: the partners take the change among them, the roomiest first.
    private Witness? InOneSum(int unknown, double change, int[] partners, bool isWeighted)
    {
        double Scale(int index) => isWeighted ? system.Unknowns[index].Weight : 1;
        double left = Math.Abs(change) * Scale(unknown);
        List<Term> changes = [new(unknown, change)];
        foreach (int partner in partners)
        {
            double taken = Math.Min(left, Room(partner, change) * Scale(partner));
            if (taken <= 0)
                break;
            changes.Add(new(partner, -Math.Sign(change) * taken / Scale(partner)));
            left -= taken;
            if (left <= 0)
                return new Witness(changes, system);
        }
        return null;
    }

    // Both sums must stay: two partners j and l with z_j + z_l = -z and w_j z_j + w_l z_l = -w z.
    private Witness? WithTwo(int unknown, double change, int[] partners)
    {
        double weight = system.Unknowns[unknown].Weight;
        for (int first = 0; first < partners.Length; first++)
        {
            double firstWeight = system.Unknowns[partners[first]].Weight;
            if (firstWeight == weight && Fits(partners[first], -change))
                return new Witness([new(unknown, change), new(partners[first], -change)], system);
            for (int second = 0; second < first; second++)
            {
                double secondWeight = system.Unknowns[partners[second]].Weight;
                if (secondWeight == firstWeight)
                    continue;
                double firstChange = change * (secondWeight - weight) / (firstWeight - secondWeight);
                double secondChange = change * (weight - firstWeight) / (firstWeight - secondWeight);
                if (firstChange != 0 && secondChange != 0 && Fits(partners[first], firstChange) && Fits(partners[second], secondChange))
                    return new Witness([new(unknown, change), new(partners[first], firstChange), new(partners[second], secondChange)], system);
            }
        }
        return null;
    }

    // Both sums with more partners. Of all ways to take the change together, the one that puts as much as can be on the heaviest partners
    // weighs most, and the one that puts it on the lightest weighs least; a mixture of the two weighs what it must, or there is none.
    private Witness? InBothSums(int unknown, double change, int[] partners)
    {
        double WeightOf(int partner) => system.Unknowns[partner].Weight;
        int[] roomiest = [.. partners.OrderByDescending(partner => WeightOf(partner) * Math.Min(Room(partner, change), Math.Abs(change))).ThenBy(partner => partner)];
        double needed = -change * WeightOf(unknown);
        for (int count = 3; count <= roomiest.Length; count += 1 + count / 3)
        {
            int[] byWeight = [.. roomiest.Take(count).OrderBy(WeightOf)];
            if (Fill(byWeight, -change) is not { } lightest || Fill([.. byWeight.Reverse()], -change)?.Reverse().ToArray() is not { } heaviest)
                continue;
            double least = byWeight.Zip(lightest, (partner, taken) => WeightOf(partner) * taken).Sum();
            double most = byWeight.Zip(heaviest, (partner, taken) => WeightOf(partner) * taken).Sum();
            if (needed < least || needed > most || least == most)
                continue;
            double share = (needed - least) / (most - least);
            return new Witness(byWeight.Select((partner, index) => new Term(partner, (1 - share) * lightest[index] + share * heaviest[index]))
                .Prepend(new(unknown, change)).Where(term => term.Coefficient != 0), system);
        }
        return null;
    }

    // Changes that come to a total: all as low as they may be, then raised in the order given. Null when the bounds are too narrow.
    private double[]? Fill(int[] partners, double total)
    {
        double furthest = Furthest * Math.Abs(total);
        double[] changes = [.. partners.Select(partner => -Math.Min(furthest, system.Unknowns[partner].Fall))];
        double left = total - changes.Sum();
        if (left < 0)
            return null;
        for (int index = 0; index < partners.Length; index++)
        {
            double raised = Math.Min(left, Math.Min(furthest, system.Unknowns[partners[index]].Rise) - changes[index]);
            changes[index] += raised;
            left -= raised;
        }
        return left == 0 ? changes : null;
    }

    private bool Fits(int unknown, double change) => change > 0 ? change <= system.Unknowns[unknown].Rise : -change <= system.Unknowns[unknown].Fall;

    // How far a partner may move against a change.
    private double Room(int unknown, double change) => change > 0 ? system.Unknowns[unknown].Fall : system.Unknowns[unknown].Rise;

    private void FormCircles()
    {
        if (_version == system.Version)
            return;
        _version = system.Version;
        foreach (IGrouping<string, int> atoms in Enumerable.Range(0, system.Atoms.Length).GroupBy(atom => string.Join(',', ExactSums(atom))))
        {
            bool[] kinds = [.. ExactSums(atoms.First()).Select(sum => system.Sums[sum].IsWeighted)];
            Circle circle = new([.. atoms], kinds.Contains(true), kinds.Contains(false));
            foreach (int atom in atoms)
                _circleOf[atom] = circle;
        }
    }

    // Sums told as bands leave room; whether enough is found out when the witness is measured.
    private IEnumerable<int> ExactSums(int atom) => system.SumsOfAtom(atom).ToArray().Where(sum => system.IsActive(sum) && system.Sums[sum].IsExact);

    // Those who are in just the same published sums, weighted ones, plain ones or both.
    private sealed record Circle(int[] Atoms, bool IsWeighted, bool IsPlain)
    {
        private int[]? _byFall;
        private int[]? _byRise;

        // Who can move furthest comes first.
        public int[] Roomiest(AttackerSystem system, bool isFalling) => isFalling
            ? _byFall ??= Sort(system, unknown => unknown.Fall)
            : _byRise ??= Sort(system, unknown => unknown.Rise);

        private int[] Sort(AttackerSystem system, Func<Unknown, double> room) =>
            [.. Atoms.SelectMany(atom => system.Atoms[atom]).OrderByDescending(unknown => room(system.Unknowns[unknown])).ThenBy(unknown => unknown)];
    }
}
