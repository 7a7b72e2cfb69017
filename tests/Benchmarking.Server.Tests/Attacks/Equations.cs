using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>
/// What a patient outsider does with a pencil: every published ratio, and every mean that is not rounded, is an equation over the members' figures; they are eliminated
/// from each other, and each one that is left bounds every figure in it. Its intervals always hold the truth, and are not always the narrowest.
/// </summary>
internal sealed class Equations
{
    private const double Zero = 1e-9;
    private readonly string[] _unknowns;
    private readonly Dictionary<string, int> _index;
    private readonly double _most;
    private readonly List<double[]> _rows = [];
    private List<(double[] Row, int Pivot)>? _reduced;

    public Equations(IEnumerable<string> unknowns, double most)
    {
        _unknowns = [.. unknowns];
        _index = _unknowns.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
        _most = most;
    }

    /// <summary>The equations of an edition's answers, with what the insiders know put in.</summary>
    public static Equations Of(AttackerView view, IReadOnlyDictionary<string, Benchmark> answers, double most, IReadOnlyDictionary<string, double>? known = null)
    {
        Equations equations = new(view.Everyone, most);
        foreach ((string cohort, Benchmark answer) in answers.Where(pair => pair.Value.Mean.HasValue && pair.Value.Reason != WithheldReason.RevisionPending))
        {
            IReadOnlyList<string> members = view.MembersOf(cohort);
            // Some have not returned, and who is not public.
            if (answer.N != members.Count)
                continue;
            double scale = answer.Unit == "% of organisations" ? 100 : 1;
            // A rounded mean is no equation.
            (double total, double slack) = view.TotalOf(cohort, answer);
            if (slack == 0)
                equations.Add(members, _ => 1, total / scale);
            // What is added up from several cohorts has no ratio.
            if (answer.Unit == "%" && answer.Ratio.HasValue)
                equations.Add(members, view.HomesOf, answer.Ratio.Value * members.Sum(view.HomesOf));
        }
        foreach ((string insider, double figure) in known ?? view.Known)
            equations.Add([insider], _ => 1, figure);
        return equations;
    }

    public void Add(IEnumerable<string> members, Func<string, double> weight, double total)
    {
        double[] row = new double[_unknowns.Length + 1];
        foreach (string member in members)
            row[_index[member]] = weight(member);
        row[^1] = total;
        // The same members under another name tell nothing new.
        if (_rows.Exists(other => other.AsSpan(..^1).SequenceEqual(row.AsSpan(..^1)) && Math.Abs(other[^1] - total) <= Zero * Math.Max(1, Math.Abs(total))))
            return;
        _rows.Add(row);
        _reduced = null;
    }

    /// <summary>The narrowest interval found for each figure.</summary>
    public IReadOnlyDictionary<string, (double Lower, double Upper)> Bounds()
    {
        double[] lower = new double[_unknowns.Length], upper = new double[_unknowns.Length];
        Array.Fill(upper, _most);
        double[][] rows = [.. _rows, .. Reduced().Select(reduced => reduced.Row), .. Differences()];
        for (int round = 0; round < 4; round++)
        {
            foreach (double[] row in rows)
                Narrow(row, lower, upper);
        }
        return _unknowns.Select((name, index) => (name, (lower[index], upper[index]))).ToDictionary(pair => pair.name, pair => pair.Item2);
    }

    /// <summary>The sum of some figures, when the equations tell it.</summary>
    public double? Total(IEnumerable<string> members)
    {
        double[] wanted = new double[_unknowns.Length + 1];
        foreach (string member in members)
            wanted[_index[member]] = 1;
        foreach ((double[] row, int pivot) in Reduced())
            Subtract(wanted, row, wanted[pivot]);
        return Pivot(wanted) < 0 ? -wanted[^1] : null;
    }

    private List<(double[] Row, int Pivot)> Reduced()
    {
        if (_reduced is not null)
            return _reduced;
        _reduced = [];
        foreach (double[] original in _rows)
        {
            double[] row = [.. original];
            foreach ((double[] other, int led) in _reduced)
                Subtract(row, other, row[led]);
            if (Pivot(row) is not (>= 0 and int pivot))
                continue;
            double lead = row[pivot];
            for (int i = 0; i < row.Length; i++)
                row[i] /= lead;
            foreach ((double[] other, _) in _reduced)
                Subtract(other, row, other[pivot]);
            _reduced.Add((row, pivot));
        }
        return _reduced;
    }

    // One cell less another that lies within it.
    private IEnumerable<double[]> Differences() =>
        from outer in _rows
        from inner in _rows
        where outer != inner && Enumerable.Range(0, _unknowns.Length).All(i => inner[i] == 0 || inner[i] == outer[i])
        select outer.Zip(inner, (left, right) => left - right).ToArray();

    private static void Subtract(double[] row, double[] other, double times)
    {
        if (times == 0)
            return;
        for (int i = 0; i < row.Length; i++)
            row[i] = Math.Abs(row[i] - times * other[i]) < Zero && i < row.Length - 1 ? 0 : row[i] - times * other[i];
    }

    // The largest coefficient leads, or the errors would.
    private static int Pivot(double[] row)
    {
        int best = -1;
        for (int i = 0; i < row.Length - 1; i++)
        {
            if (Math.Abs(row[i]) > Zero && (best < 0 || Math.Abs(row[i]) > Math.Abs(row[best]) * (1 + Zero)))
                best = i;
        }
        return best;
    }

    // Everything else of the equation at its highest and lowest.
    private static void Narrow(double[] row, double[] lower, double[] upper)
    {
        int[] used = [.. Enumerable.Range(0, lower.Length).Where(i => row[i] != 0)];
        foreach (int target in used)
        {
            double least = row[^1], most = row[^1];
            foreach (int other in used.Where(other => other != target))
            {
                least -= row[other] > 0 ? row[other] * upper[other] : row[other] * lower[other];
                most -= row[other] > 0 ? row[other] * lower[other] : row[other] * upper[other];
            }
            (double from, double to) = row[target] > 0 ? (least / row[target], most / row[target]) : (most / row[target], least / row[target]);
            lower[target] = Math.Max(lower[target], from);
            upper[target] = Math.Min(upper[target], to);
        }
    }
}
