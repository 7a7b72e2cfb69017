using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks on the cells of one edition together: what one filter holds and another does not.</summary>
public abstract class DifferencingAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    /// <summary>A cohort of which nothing is told, as the sum of published ones taken plus or minus.</summary>
    protected static Task<List<Belief>> SubtractAsync(AttackerView view, string target, params (int Sign, string Cohort)[] terms) => SubtractAsync(view, 1, target, terms);

    private static async Task<List<Belief>> SubtractAsync(AttackerView view, int edition, string target, params (int Sign, string Cohort)[] terms)
    {
        Dictionary<string, Benchmark> answers = await view.AskAllAsync(edition);
        Assert.True(answers["all"].HasN);
        List<Benchmark> cells = [];
        foreach ((_, string cohort) in terms)
            cells.Add(answers.GetValueOrDefault(cohort) ?? await view.AskAsync(cohort, edition));
        if (answers[target].HasN || cells.Any(cell => !cell.Mean.HasValue))
            return [];
        (double Total, double Slack)[] told = [.. terms.Zip(cells).Select(pair => view.TotalOf(pair.First.Cohort, pair.Second))];
        double total = terms.Zip(told).Sum(pair => pair.First.Sign * pair.Second.Total), slack = told.Sum(cell => cell.Slack);
        string[] others = [.. view.MembersOf(target).Where(member => !view.Known.ContainsKey(member))];
        List<Belief> beliefs = slack == 0 ? [new TotalBelief(target, edition, total)] : [];
        // Two insiders among three know the third.
        double left = total - view.MembersOf(target).Sum(member => view.Known.GetValueOrDefault(member));
        beliefs.AddRange(others.Select(member => new FigureBelief(member, edition, others.Length == 1 ? left - slack : 0, left + slack)));
        return beliefs;
    }

    // The residual rule and the attacker programmes each stand before the other.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Residual, false)]
    [InlineData(Off.AttackerProgrammes, false)]
    [InlineData(Off.Residual | Off.AttackerProgrammes, true)]
    public async Task A_parent_less_the_siblings(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "amount",
        [
            .. Member.Many("n", Member.Steps(12, 40, 2), "a", "north"), .. Member.Many("s", Member.Steps(13, 50, 3), "a", "south"), .. Member.Many("w", [61, 44, 57], "a", "west"),
        ]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("w1", "w2");
        sector.Judge(await SubtractAsync(view, "region=west", (1, "all"), (-1, "region=north"), (-1, "region=south")), bites);
    }

    // a less south is (a, north) less (b, south), and no single equation of parent and children tells that: only the programmes see it.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Residual, false)]
    [InlineData(Off.AttackerProgrammes, true)]
    public async Task Several_equations_of_a_two_way_table(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
        [
            .. Member.Many("an", [61, 44, 57], "a", "north"), .. Member.Many("as", Member.Steps(12, 50, 3), "a", "south"),
            .. Member.Many("bn", Member.Steps(12, 40, 3), "b", "north"), .. Member.Many("bs", Member.Steps(14, 45, 2), "b", "south"),
        ]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("an1", "an2");
        sector.Judge(await SubtractAsync(view, "sector=a,region=north", (1, "sector=a"), (-1, "region=south"), (1, "sector=b,region=south")), bites);
    }

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Residual, false)]
    [InlineData(Off.AttackerProgrammes, true)]
    public async Task Two_filters_that_differ_by_one_organisation(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
        [
            .. Member.Many("an", Member.Steps(12, 50, 3), "a", "north"), new Member("target", 66, "a", "south"), .. Member.Many("bs", Member.Steps(13, 45, 2), "b", "south"),
        ]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("bs1", "an1");
        sector.Judge(await SubtractAsync(view, "sector=a,region=south", (1, "sector=a"), (-1, "region=north")), bites);
    }

    // The north and the west of a together are the north of a and one more: proposed once the first edition has told the north of a.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Residual, false)]
    [InlineData(Off.AttackerProgrammes, false)]
    [InlineData(Off.Residual | Off.AttackerProgrammes, true)]
    public async Task A_cohort_proposed_to_differ_from_another_by_one_organisation(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
        [
            .. Member.Many("an", Member.Steps(14, 50, 3), "a", "north"), new Member("target", 66, "a", "west"), .. Member.Many("as", Member.Steps(12, 40, 2), "a", "south"),
            .. Member.Many("bw", Member.Steps(13, 45, 2), "b", "west"),
        ]);
        await sector.CutAsync();
        await sector.HaveAcceptedAsync("sector=a,region=north|west");
        int edition = await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("an1", "bw1");
        sector.Judge(await SubtractAsync(view, edition, "sector=a,region=west", (1, "sector=a,region=north|west"), (-1, "sector=a,region=north")), bites);
    }

    // No sector made for one attack, but everything that is published against everyone, for pairs of insiders.
    [Theory]
    [InlineData(Off.Nothing, false, "percentage")]
    [InlineData(Off.Nothing, false, "amount")]
    [InlineData(Off.Residual | Off.AttackerProgrammes, true, "percentage")]
    [InlineData(Off.Residual | Off.AttackerProgrammes, true, "amount")]
    public async Task Every_equation_of_an_edition_eliminated_from_every_other(Off off, bool bites, string kind)
    {
        // Fixed seeds: the same sectors every time. To bite once is enough.
        for (int seed = bites ? 3 : 1; seed <= 3; seed++)
        {
            AttackedSector sector = await MakeAsync(off, kind, Scattered(seed, kind, isEven: bites));
            await sector.CutAsync();
            sector.Judge(await EliminateAsync(sector), bites);
        }
    }

    private static async Task<List<Belief>> EliminateAsync(AttackedSector sector)
    {
        AttackerView view = await sector.SeeAsOutsiderAsync();
        Dictionary<string, Benchmark> answers = await view.AskAllAsync(1);
        Assert.True(answers.Values.Count(answer => answer.HasN) > 1);
        double most = answers["all"].Unit == "%" ? 100 : double.PositiveInfinity;
        Equations outside = Equations.Of(view, answers, most, new Dictionary<string, double>());
        // Of a cell of fewer than ten members nothing may be told at all. Of several cells together the total may follow, and no member's figure from it:
        // that is looked for below.
        List<Belief> beliefs = [.. answers.Keys.Where(cohort => view.MembersOf(cohort).Count < 10 && !cohort.Contains('|', StringComparison.Ordinal))
            .Select(cohort => outside.Total(view.MembersOf(cohort)) is { } total ? new TotalBelief(cohort, 1, total) : null).OfType<Belief>()];
        Dictionary<string, double> own = await sector.ReadOwnFiguresAsync();
        foreach (string first in view.Everyone)
        {
            // A pair of each with the next in the list, and not every pair, for the time that it takes.
            string second = view.Everyone.SkipWhile(member => member != first).Skip(1).FirstOrDefault(view.Everyone.First());
            Dictionary<string, double> known = new() { [first] = own[first], [second] = own[second] };
            beliefs.AddRange(Equations.Of(view, answers, most, known).Bounds().Where(pair => !known.ContainsKey(pair.Key))
                .Select(pair => new FigureBelief(pair.Key, 1, pair.Value.Lower, pair.Value.Upper)));
        }
        return beliefs;
    }

    // With as many homes each, a ratio of percentages is their mean too, and tells their sum.
    private static IEnumerable<Member> Scattered(int seed, string kind, bool isEven)
    {
#pragma warning disable CA5394 // Made data, the same every time.
        Random random = new(seed);
        string[] sectors = ["a", "a", "b"], regions = ["north", "south", "south", "west"], sizes = ["small", "large"];
        return [.. Enumerable.Range(1, 44).Select(i => new Member($"m{i}",
            kind == "percentage" ? random.Next(2000, 10000) / 100m : Math.Round((decimal)Math.Exp(4 + 2 * random.NextDouble()), 2),
            random.GetItems(sectors, 1)[0], random.GetItems(regions, 1)[0], random.GetItems(sizes, 1)[0], Homes: 50 * random.Next(1, 6)))
            .Select(member => isEven ? member with { Homes = 100 } : member)];
#pragma warning restore CA5394
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkDifferencingAttackTests(AttackServers servers) : DifferencingAttackTests(servers, Door.Benchmark);

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryDifferencingAttackTests(AttackServers servers) : DifferencingAttackTests(servers, Door.Query)
{
    // What the west has is everyone's less everyone else's, and a filter can ask for everyone else at once.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Residual | Off.AttackerProgrammes, true)]
    public async Task A_tracker_of_everyone_but_one_cell(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
        [
            .. Member.Many("n", Member.Steps(12, 40, 2), "a", "north"), .. Member.Many("s", Member.Steps(13, 50, 3), "a", "south"), .. Member.Many("w", [61, 44, 57], "a", "west"),
        ]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("w1", "w2");
        sector.Judge(await SubtractAsync(view, "region=west", (1, "all"), (-1, "region=north|south")), bites);
    }
}
