using System.Globalization;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks on the statistics themselves: ranks, quantiles that are someone's figure, and classes of equal figures.</summary>
public abstract class ValueAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    // Where an own figure stands, as far as an answer tells it.
    private readonly record struct Standing(double Lower, double Upper);

    /// <summary>Moves an own figure through everything and notes where its standing changes: at someone's figure, or at something published.</summary>
    private static async Task<List<Belief>> FindStepsAsync(AttackerView view, Func<double, Task<Standing>> ask, IEnumerable<double> published)
    {
        List<double> steps = [];
        Standing below = await ask(0);
        for (double from = 0; from < 100; from += 4)
        {
            Standing above = await ask(from + 4);
            if (above != below)
                steps.Add(await BisectAsync(from, from + 4, below, ask));
            below = above;
        }
        return [.. steps.Where(step => published.All(quantile => Math.Abs(quantile - step) > 0.05))
            .SelectMany(step => view.Everyone.Select(member => new FigureBelief(member, 1, step - 0.05, step + 0.05)))];
    }

    private static async Task<double> BisectAsync(double from, double to, Standing below, Func<double, Task<Standing>> ask)
    {
        while (to - from > 0.02)
        {
            double middle = Math.Round((from + to) / 2, 3);
            (from, to) = await ask(middle) == below ? (middle, to) : (from, middle);
        }
        return (from + to) / 2;
    }

    // Nothing to switch off: the position is worked out from what is published. That the search would find ranks is shown on an answer made up of them.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Compare_as_a_rank_oracle(bool isRanked)
    {
        decimal[] figures = [.. Member.Steps(23, 21.37m, 2.71m)];
        AttackedSector sector = await MakeAsync(Off.Nothing, "percentage", [new Member("prober", 50), .. Member.Many("a", figures)]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("prober");
        CompareRequest request = new() { Organisation = view.NameOf("prober"), Edition = $"periods/{view.Period}", Cohorts = { "all" } };

        async Task<Standing> CompareAsync(double own)
        {
            await sector.ReturnAsync("prober", (decimal)own);
            Position position = (await view.Me.Benchmarks.CompareAsync(request)).Comparisons.Single().Cohorts.Single().Position;
            return new(position.Lower, position.Upper);
        }
        Task<Standing> Rank(double own) => Task.FromResult(new Standing(figures.Count(figure => (double)figure < own), figures.Count(figure => (double)figure <= own)));
        double[] published = [.. (await view.AskAsync("all", 1)).Quantiles.Where(quantile => quantile.Figure.HasValue).Select(quantile => quantile.Figure.Value)];
        Assert.Equal(3, published.Length);
        sector.Judge(await FindStepsAsync(view, isRanked ? Rank : CompareAsync, published), isRanked);
    }

    // Fifty of sixty have one figure of seven digits: the median of the edges is it, to the last digit.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Quantile, true)]
    public async Task A_quantile_that_is_someones_figure_to_seven_digits(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
            [.. Member.Many("low", Member.Steps(5, 31.23451m, 1.00013m)), .. Member.Many("same", Enumerable.Repeat(61.23457m, 50)), .. Member.Many("high", Member.Steps(5, 81.34561m, 1.00017m))], decimals: 6);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("low1");
        Benchmark all = await view.AskAsync("all", 1);
        Assert.True(all.HasN);
        string[] digits = [.. sector.Secrets.Select(secret => secret.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal(bites, digits.Any(all.ToString().Contains));
    }

    // Quantiles that are equal say that everyone between them is.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Quantile, true)]
    public async Task A_class_in_which_all_figures_are_equal(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
            [.. Member.Many("a", Enumerable.Repeat(62.5m, 20)), .. Member.Many("b", Member.Steps(20, 45, 2), "b")]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("b1", "a1");
        Benchmark cell = await view.AskAsync("sector=a", 1);
        Assert.True(cell.Mean.HasValue);
        double[] told = [.. cell.Quantiles.Where(quantile => quantile.Figure.HasValue).Select(quantile => quantile.Figure.Value).Distinct()];
        sector.Judge(told is [var only] ? view.MembersOf("sector=a").Select(member => new FigureBelief(member, 1, only, only)) : [], bites);
    }

    // 100 % say yes, or 0 %: then each of them does. The attacker programmes would see it too, since no answer could be the other one.
    [Theory]
    [InlineData(Off.Nothing, false, 1)]
    [InlineData(Off.Nothing, false, 0)]
    [InlineData(Off.Proportion, false, 1)]
    [InlineData(Off.Proportion | Off.AttackerProgrammes, true, 1)]
    [InlineData(Off.Proportion | Off.AttackerProgrammes, true, 0)]
    public async Task A_class_in_which_all_answers_are_equal(Off off, bool bites, int answer)
    {
        AttackedSector sector = await MakeAsync(off, "yes-no",
            [.. Member.Many("a", Enumerable.Repeat((decimal)answer, 14)), .. Member.Many("b", Enumerable.Range(0, 14).Select(i => (decimal)(i % 2)), "b")]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1", "a2");
        Dictionary<string, Benchmark> answers = await view.AskAllAsync(1);
        Assert.True(answers["all"].HasN && answers["sector=a"].HasN);
        sector.Judge(Equations.Of(view, answers, 1).Bounds().Select(pair => new FigureBelief(pair.Key, 1, pair.Value.Lower, pair.Value.Upper)), bites);
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkValueAttackTests(AttackServers servers) : ValueAttackTests(servers, Door.Benchmark);

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryValueAttackTests(AttackServers servers) : ValueAttackTests(servers, Door.Query);
