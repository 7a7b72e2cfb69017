namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// Witnesses without a programme: organisations that are in exactly the same published sums can trade figures among themselves and
/// nobody outside sees it. Most goals of most tables are met so.
/// </summary>
internal sealed class Exchange(AttackerSystem system)
{
    /// <summary>Partners tried: with more, one is found among the first or not at all.</summary>
    private const int MostPartners = 40;

    private int _version = -1;
    private ILookup<string, int> _classes = Array.Empty<int>().ToLookup(_ => "");
    private string[] _classOf = [];

    /// <summary>A witness by which the unknown moves by <paramref name="change"/> and the figures of <paramref name="barred"/> do not move; null when none is near.</summary>
    public Witness? Find(int unknown, double change, IReadOnlySet<int> barred)
    {
        Classify();
        int owner = system.Unknowns[unknown].Owner;
        int[] sums = [.. ActiveSums(unknown)];
        if (sums.Length == 0)
            return new Witness([new(unknown, change)], system);
        int[] partners = [.. _classes[_classOf[unknown]]
            .Where(other => system.Unknowns[other].Owner != owner && !barred.Contains(system.Unknowns[other].Owner))
            .OrderByDescending(other => Room(other, change)).ThenBy(other => other).Take(MostPartners)];
        bool isWeighted = sums.Any(sum => system.Sums[sum].IsWeighted);
        bool isPlain = sums.Any(sum => !system.Sums[sum].IsWeighted);
        return !(isWeighted && isPlain) ? WithMany(unknown, change, partners, isWeighted)
            : WithTwo(unknown, change, partners) ?? WithBothSides(unknown, change, partners);
    }

    // One kind of sum: the partners take the change among them, the roomiest first.
    private Witness? WithMany(int unknown, double change, int[] partners, bool isWeighted)
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

    // Both sums with more partners: the heavier and the lighter ones each take a part in proportion to their room, such that the parts
    // together weigh what the change weighs.
    private Witness? WithBothSides(int unknown, double change, int[] partners)
    {
        double weight = system.Unknowns[unknown].Weight;
        double needed = Math.Abs(change) * weight;
        for (int count = 3; count <= partners.Length; count += 1 + count / 4)
        {
            ILookup<bool, int> sides = partners.Take(count).ToLookup(partner => system.Unknowns[partner].Weight > weight);
            (double heavyRoom, double heavyMean) = Side(sides[true], change);
            (double lightRoom, double lightMean) = Side(sides[false], change);
            if (heavyRoom == 0 || lightRoom == 0 || lightMean - heavyMean < 1e-12 * lightMean)
                continue;
            double light = needed * (1 / weight - heavyMean) / (lightMean - heavyMean);
            double heavy = needed - light;
            if (light > lightRoom || heavy > heavyRoom || light < 0 || heavy < 0)
                continue;
            return new Witness(sides.SelectMany(side => side.Select(partner =>
                new Term(partner, -Math.Sign(change) * Part(partner, change) * (side.Key ? heavy / heavyRoom : light / lightRoom)))).Prepend(new(unknown, change))
                .Where(term => term.Coefficient != 0), system);
        }
        return null;
    }

    // The room of some partners together, in weighted units, and the mean of 1/w over it.
    private (double Room, double MeanInverse) Side(IEnumerable<int> partners, double change)
    {
        double room = partners.Sum(partner => Part(partner, change) * system.Unknowns[partner].Weight);
        return (room, room == 0 ? 0 : partners.Sum(partner => Part(partner, change)) / room);
    }

    // What a partner may take of a change: its room, and never more than all of it.
    private double Part(int unknown, double change) => Math.Min(Room(unknown, change), Math.Abs(change));

    private bool Fits(int unknown, double change) => change > 0 ? change <= system.Unknowns[unknown].Rise : -change <= system.Unknowns[unknown].Fall;

    // How far a partner may move against a change.
    private double Room(int unknown, double change) => change > 0 ? system.Unknowns[unknown].Fall : system.Unknowns[unknown].Rise;

    // Sums told as bands leave room; whether enough is found out when the witness is measured.
    private IEnumerable<int> ActiveSums(int unknown) => system.SumsOf(unknown).ToArray().Where(sum => system.IsActive(sum) && system.Sums[sum].IsExact);

    private void Classify()
    {
        if (_version == system.Version)
            return;
        _version = system.Version;
        _classOf = [.. Enumerable.Range(0, system.Unknowns.Length).Select(unknown => string.Join(',', ActiveSums(unknown)))];
        _classes = Enumerable.Range(0, system.Unknowns.Length).ToLookup(unknown => _classOf[unknown]);
    }
}
