using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks on one cell by itself: small ones, dominated ones, and what is left when insiders take their own figures away.</summary>
public abstract class CellAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    /// <summary>Nothing but one cell at a time: the whole of it belongs to its members.</summary>
    private static async Task<List<Belief>> ReadCellByCellAsync(AttackerView view, double most)
    {
        List<Belief> beliefs = [];
        foreach (Api key in (Api[])[view.Me, view.Analyst])
        {
            foreach (string cohort in view.Cohorts())
            {
                // The terms the other way round are another door to the same room, perhaps.
                foreach (string text in (string[])[cohort, string.Join(',', cohort.Split(',').Reverse())])
                    beliefs.AddRange(FiguresOf(view, cohort, await view.AskAsync(text, 1, key), most, view.Known));
            }
        }
        return beliefs;
    }

    private static IEnumerable<Belief> FiguresOf(AttackerView view, string cohort, Benchmark answer, double most, IReadOnlyDictionary<string, double> known)
    {
        Equations equations = Equations.Of(view, new Dictionary<string, Benchmark> { [cohort] = answer }, most, known);
        return equations.Bounds().Where(pair => !known.ContainsKey(pair.Key)).Select(pair => new FigureBelief(pair.Key, 1, pair.Value.Lower, pair.Value.Upper));
    }

    // The threshold is backed by all that looks at contributions: one member's cell is all its own share, leaves no room, and is a residual.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Threshold, false)]
    [InlineData(Off.Threshold | Off.Share | Off.Precision | Off.AttackerProgrammes, true)]
    public async Task Small_cells_under_every_filter(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
        [
            .. Member.Many("n", Member.Steps(12, 41, 2.5m), "a", "north", "small"),
            .. Member.Many("s", Member.Steps(13, 38, 2.25m), "b", "south", "large"),
            new Member("lonely", 63.7m, "b", "west", "large"),
            .. Member.Many("pair", [47.1m, 58.3m], "c", "north", "large"),
        ]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("n1", "pair1");
        Assert.True((await view.AskAsync("all", 1)).HasN);
        sector.Judge(await ReadCellByCellAsync(view, 100), bites);
    }

    // Twelve councils of which three have nearly all, and twelve others between whom no one stands out.
    private static IEnumerable<Member> ThreeLarge =>
    [
        new Member("large1", 300), new Member("large2", 290), new Member("large3", 280), .. Member.Many("tiny", Member.Steps(9, 1, 0.25m)),
        .. Member.Many("b", Member.Steps(12, 90, 3), "b"),
    ];

    // For amounts the share rule and the precision rule each stand before the other at the default numbers; the programmes stand behind both.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Share, false)]
    [InlineData(Off.Share | Off.Precision, false)]
    [InlineData(Off.Share | Off.Precision | Off.AttackerProgrammes, true)]
    public async Task Own_values_of_two_insiders_subtracted_from_a_published_cell(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "amount", ThreeLarge);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("large2", "large3");
        Assert.True((await view.AskAsync("all", 1)).HasN);
        sector.Judge(FiguresOf(view, "sector=a", await view.AskAsync("sector=a", 1), double.PositiveInfinity, view.Known), bites);
    }

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Precision, false)]
    [InlineData(Off.Precision | Off.AttackerProgrammes, true)]
    public async Task Own_value_subtracted_where_everyone_is_near_100_per_cent(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
            [.. Member.Many("a", Member.Steps(12, 99.5m, 0.04m)), .. Member.Many("b", Member.Steps(12, 50, 2), "b")]);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1", "a2");
        Benchmark answer = await view.AskAsync("sector=a", 1);
        // Told as a band or as a value, and in any case not withheld.
        Assert.True(answer.HasN);
        sector.Judge(FiguresOf(view, "sector=a", answer, 100, view.Known), bites);
    }

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Share | Off.Precision | Off.AttackerProgrammes, true)]
    public async Task All_pairs_colluding_in_each_cell(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "amount", ThreeLarge);
        await sector.CutAsync();
        // Each reads its own figure with its own key; a pair then puts two of them together and no more.
        AttackerView outsider = await sector.SeeAsOutsiderAsync();
        Dictionary<string, double> own = await sector.ReadOwnFiguresAsync();
        foreach (string cohort in (string[])["sector=a", "sector=b", "all"])
        {
            Benchmark answer = await outsider.AskAsync(cohort, 1);
            string[] members = [.. outsider.MembersOf(cohort)];
            sector.Judge(
                from first in members
                from second in members
                where string.CompareOrdinal(first, second) < 0
                from belief in FiguresOf(outsider, cohort, answer, double.PositiveInfinity, new Dictionary<string, double> { [first] = own[first], [second] = own[second] })
                select belief, bites && cohort == "sector=a");
        }
    }

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Share, false)]
    [InlineData(Off.Share | Off.Precision | Off.AttackerProgrammes, true)]
    public async Task The_total_of_a_dominated_cell_taken_for_its_largest_contribution(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "amount",
            [new Member("giant", 2000), .. Member.Many("dwarf", Member.Steps(11, 2, 0.5m)), .. Member.Many("b", Member.Steps(12, 780, 4), "b")]);
        await sector.CutAsync();
        // Nobody inside: an outsider with the total alone.
        AttackerView view = await sector.SeeAsOutsiderAsync();
        Benchmark cell = await view.AskAsync("sector=a", 1);
        sector.Judge(cell.Mean.HasValue ? [new FigureBelief("giant", 1, 0, cell.Mean.Value * cell.N)] : [], bites);
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkCellAttackTests(AttackServers servers) : CellAttackTests(servers, Door.Benchmark);

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryCellAttackTests(AttackServers servers) : CellAttackTests(servers, Door.Query);
