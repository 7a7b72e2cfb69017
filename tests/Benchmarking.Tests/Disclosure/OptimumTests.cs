using System.Globalization;
using Benchmarking.Disclosure;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What the repair costs against the best that there is, where all patterns can be tried.</summary>
public sealed class OptimumTests
{
    private const int MostPatterns = 2_000;

    /// <summary>Half of what the total costs: as much as coding it.</summary>
    private const double TotalCost = 500;

    [Fact]
    public void The_mean_cost_is_near_the_least_there_is()
    {
        // The same tables every time: a mean over other ones would be another mean.
        PCG random = new(1, 20_240_601);
        (int tables, int worse, double cost, double least, int totals) = (0, 0, 0, 0, 0);
        Gen<SmallTable> any = SmallTables.Of(10, 40, coalition: 2);
        while (tables < 300)
        {
            SmallTable table = any.Generate(random, null, out _);
            TableProblem problem = table.Problem();
            using SecondarySuppression suppression = new(problem, table.Lattice, table.Policy);
            suppression.Solve(_ => false);
            if (suppression.Cost == 0 || ExactOptimum.CostWhereSmall(problem, suppression, MostPatterns) is not { } optimal)
                continue;
            Assert.True(suppression.Cost >= optimal - 1e-9, table.ToString());
            // The total's price is not a cost but a last resort: where one must yield the other must, and the mean leaves it out.
            Assert.Equal(optimal >= TotalCost, suppression.Cost >= TotalCost);
            if (optimal >= TotalCost)
            {
                totals++;
                continue;
            }
            tables++;
            (cost, least) = (cost + suppression.Cost, least + optimal);
            if (suppression.Cost > optimal + 1e-9)
                worse++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{tables} tables, {worse} of them not the best; mean cost {cost / tables:0.000}, the least {least / tables:0.000}: ratio {cost / least:0.0000}; beside them {totals} without a total"));
        Assert.True(cost <= 1.15 * least);
    }
}
