using Benchmarking.Statistics;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks that reason from the rules, which are public: what may be inferred from a cell's being published, or from how a statistic is made.</summary>
public abstract class RuleKnowledgeAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    private const double Share = 0.25;

    // Published means that the largest contribution is at most a quarter of the total: with the total, that bounds the largest from above.
    // No promise covers it (src/Benchmarking/Disclosure/README.md): any sharp rule has an edge. Here so that it is known, and seen should it change.
    [Fact]
    public async Task A_known_limit_the_share_rule_itself_bounds_the_largest_contribution()
    {
        AttackedSector sector = await MakeAsync(Off.Nothing, "amount",
            [new Member("largest", 245), .. Member.Many("a", Member.Steps(11, 60, 1.7m))]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1");
        Benchmark all = await view.AskAsync("all", 1);
        sector.Judge(all.Mean.HasValue ? [new FigureBelief("largest", 1, 0, Share * all.Mean.Value * all.N)] : [], bites: true);
    }

    // A cell that was never shown is no earlier edition's: two insiders raise their own figures until it appears, and know what tipped it.
    [Fact]
    public async Task Own_values_probed_until_a_dominated_cell_appears()
    {
        AttackedSector sector = await MakeAsync(Off.Nothing, "amount",
            [new Member("largest", 400), new Member("prober1", 100), new Member("prober2", 100), .. Member.Many("a", Member.Steps(10, 41, 2))]);
        int edition = await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("prober1", "prober2");
        double step = 0, raised = 100;
        while (!(await view.AskAsync("all", edition)).Mean.HasValue && raised < 500)
        {
            step = 2 * 70;
            raised += 70;
            await sector.ReturnAsync("prober1", (decimal)raised);
            await sector.ReturnAsync("prober2", (decimal)raised);
            edition = await sector.CutAsync();
        }
        Benchmark shown = await view.AskAsync("all", edition);
        double total = shown.Mean.HasValue ? shown.Mean.Value * shown.N : double.PositiveInfinity;
        sector.Judge(step > 0 ? [new FigureBelief("largest", edition, Share * (total - step), Share * total)] : [], bites: false);
    }

    // A mean and a Harrell-Davis median are two sums over the figures in order. How large the largest can be, given both, is a programme
    // of two rows: at its optimum at most two of the gaps between neighbours are not zero, and all pairs of gaps are soon tried.
    private static double LargestPossible(int n, double total, double median, double rounding)
    {
        double[] weights = new double[n];
        HarrellDavisWeights harrellDavis = HarrellDavis.Weights(n, 0.5);
        harrellDavis.Values.CopyTo(weights, harrellDavis.First);
        double Heavy(int gap) => weights.Skip(gap).Sum();
        double most = 0;
        foreach (double told in (double[])[median - rounding, median + rounding])
        {
            for (int first = 0; first < n; first++)
            {
                for (int second = first + 1; second < n; second++)
                {
                    double determinant = (n - first) * Heavy(second) - (n - second) * Heavy(first);
                    double one = (total * Heavy(second) - (n - second) * told) / determinant, other = ((n - first) * told - Heavy(first) * total) / determinant;
                    if (one >= 0 && other >= 0)
                        most = Math.Max(most, one + other);
                }
            }
        }
        return most;
    }

    [Fact]
    public async Task A_median_and_a_mean_together_bound_the_largest_amount()
    {
        // Three returned nothing at all, and seven nearly the same.
        AttackedSector sector = await MakeAsync(Off.Nothing, "amount",
            [.. Member.Many("none", [0, 0, 0]), .. Member.Many("some", Member.Steps(7, 97, 1))]);
        await sector.CutAsync();
        // Nobody inside: an analyst could do it.
        AttackerView view = await sector.SeeAsOutsiderAsync();
        Benchmark all = await view.AskAsync("all", 1);
        Figure median = all.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure;
        double most = median.HasValue && all.Mean.HasValue ? LargestPossible(all.N, all.Mean.Value * all.N, median.Value, 0.005) : double.PositiveInfinity;
        sector.Judge(view.Everyone.Select(member => new FigureBelief(member, 1, 0, most)), bites: false);
    }

    // The same seen from 100 %: three are perfect, and nobody can be far below the rest.
    [Fact]
    public async Task A_median_and_a_mean_together_bound_the_lowest_percentage()
    {
        AttackedSector sector = await MakeAsync(Off.Nothing, "percentage",
            [.. Member.Many("perfect", [100, 100, 100]), .. Member.Many("some", Member.Steps(7, 59, 0.5m))]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsOutsiderAsync();
        Benchmark all = await view.AskAsync("all", 1);
        Figure median = all.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure;
        double furthest = median.HasValue && all.Mean.HasValue ? LargestPossible(all.N, 100 * all.N - view.TotalOf("all", all).Total, 100 - median.Value, 0.005) : 100;
        sector.Judge(view.Everyone.Select(member => new FigureBelief(member, 1, 100 - furthest, 100)), bites: false);
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkRuleKnowledgeAttackTests(AttackServers servers) : RuleKnowledgeAttackTests(servers, Door.Benchmark);

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryRuleKnowledgeAttackTests(AttackServers servers) : RuleKnowledgeAttackTests(servers, Door.Query);
