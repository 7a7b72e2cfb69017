using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks on the difference of two editions of a period.</summary>
public abstract class EditionAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    private const string Cell = "sector=a";

    private static IEnumerable<Member> Sector(decimal? target) =>
        [new Member("target", target), .. Member.Many("a", Member.Steps(19, 40, 2)), .. Member.Many("b", Member.Steps(14, 45, 2), "b")];

    // The total of a cell as an edition tells it; not a number when it tells a band, or nothing. The first edition always tells it.
    private static async Task<(double Total, int N)> TotalAsync(AttackerView view, int edition)
    {
        Benchmark cell = await view.AskAsync(Cell, edition);
        Assert.True(cell.Mean.HasValue || edition > 1);
        return (cell.Mean.HasValue ? view.TotalOf(Cell, cell).Total : double.NaN, cell.N);
    }

    // The difference rule and the attacker programmes over all editions each stand before the other.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Difference, false)]
    [InlineData(Off.AttackerProgrammes, false)]
    [InlineData(Off.Difference | Off.AttackerProgrammes, true)]
    public async Task An_organisation_joins_between_two_cuts(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage", Sector(null));
        await sector.CutAsync();
        await sector.ReturnAsync("target", 63);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1", "a2");
        double joined = (await TotalAsync(view, 2)).Total - (await TotalAsync(view, 1)).Total;
        sector.Judge([new FigureBelief("target", 2, joined, joined)], bites);
    }

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Difference | Off.AttackerProgrammes, true)]
    public async Task An_organisation_leaves_between_two_cuts(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage", Sector(63));
        await sector.CutAsync();
        await sector.LeaveAsync("target");
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1", "a2");
        double left = (await TotalAsync(view, 1)).Total - (await TotalAsync(view, 2)).Total;
        sector.Judge([new FigureBelief("target", 1, left, left)], bites);
    }

    // What was withdrawn has been seen, and is not forgotten.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Difference | Off.AttackerProgrammes, true)]
    public async Task An_organisation_leaves_after_an_edition_that_is_withdrawn(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage", Sector(63));
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1", "a2");
        double seen = (await TotalAsync(view, 1)).Total;
        await sector.Server.Steward.Editions.WithdrawEditionAsync(new() { Name = $"periods/{sector.Period}/editions/1", Reason = "A figure was wrong." });
        await sector.LeaveAsync("target");
        await sector.CutAsync();
        double left = seen - (await TotalAsync(view, 2)).Total;
        sector.Judge([new FigureBelief("target", 1, left, left)], bites);
    }

    // The attacker returns another figure at the same time: its own change is no cover.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Difference | Off.AttackerProgrammes, true)]
    public async Task An_organisation_corrects_its_return_between_two_cuts(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage", Sector(3));
        await sector.CutAsync();
        double before = (await sector.SeeAsAsync("a1")).Known["a1"];
        await sector.ReturnAsync("target", 98);
        await sector.ReturnAsync("a1", 71);
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("a1");
        double change = (await TotalAsync(view, 2)).Total - (await TotalAsync(view, 1)).Total - (view.Known["a1"] - before);
        sector.Judge([new ChangeBelief("target", 1, 2, change, change), new FigureBelief("target", 2, Math.Max(0, change), 100)], bites);
    }

    // Whichever cut takes it in, some two editions differ by it.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Difference | Off.AttackerProgrammes, true)]
    public async Task Two_cuts_raced_with_a_return_between_them(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage", Sector(null));
        await sector.CutAsync();
        await Task.WhenAll(sector.CutAsync(), sector.ReturnAsync("target", 63), sector.CutAsync());
        await Task.WhenAll(sector.CutAsync(), sector.CutAsync());
        AttackerView view = await sector.SeeAsAsync("a1", "a2");
        (double Total, int N)[] told = await Task.WhenAll(Enumerable.Range(1, 5).Select(edition => TotalAsync(view, edition)));
        sector.Judge(
            from before in told
            from after in told
            where after.N == before.N + 1
            select new FigureBelief("target", 5, after.Total - before.Total, after.Total - before.Total), bites);
    }

    // A quantile moves with the prober's own figure, at a rate that depends on its rank alone: where the rate changes stands another's figure.
    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.Difference | Off.AttackerProgrammes, true)]
    public async Task Own_values_probed_through_a_quantile(Off off, bool bites)
    {
        AttackedSector sector = await MakeAsync(off, "percentage",
            [new Member("prober", 50.5m), new Member("target", 55.4321m), .. Member.Many("low", Member.Steps(6, 20, 5)), .. Member.Many("high", Member.Steps(4, 65, 5))], decimals: 6);
        double[] probes = [50.5, 51.5, 61.5, 62.5];
        List<double> medians = [];
        foreach (double probe in probes)
        {
            await sector.ReturnAsync("prober", (decimal)probe);
            await sector.CutAsync();
            AttackerView view = await sector.SeeAsAsync("prober");
            medians.Add((await view.AskAsync("all", medians.Count + 1)).Quantiles.Single(quantile => quantile.Probability == 0.5).Figure.Value);
        }
        (double below, double above) = (medians[1] - medians[0], medians[3] - medians[2]);
        // Straight lines on both sides, which meet at the target.
        double meets = (medians[2] - medians[1] - above * probes[2] + below * probes[1]) / (below - above);
        sector.Judge(double.IsFinite(meets) ? [new FigureBelief("target", 4, meets - 0.01, meets + 0.01)] : [], bites);
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkEditionAttackTests(AttackServers servers) : EditionAttackTests(servers, Door.Benchmark);

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryEditionAttackTests(AttackServers servers) : EditionAttackTests(servers, Door.Query);
