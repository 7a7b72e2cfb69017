using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks by bodies that are the attacker's own, made or gathered to fill a cell up round one target.</summary>
public abstract class ShellAttackTests(AttackServers servers, Door door) : AttackTests(servers, door)
{
    // What is left of the target's cell when all the attacker's bodies are taken out of it.
    private static async Task<List<Belief>> TakeShellsAwayAsync(AttackerView view)
    {
        Benchmark cell = await view.AskAsync("region=west", 1);
        // Whoever counts them counts them all.
        return cell.Mean.HasValue ? [Rest(view.TotalOf("region=west", cell).Total / cell.N * view.MembersOf("region=west").Count - view.Known.Values.Sum())] : [];
    }

    private static FigureBelief Rest(double figure) => new("target", 1, figure, figure);

    private async Task<AttackedSector> SurroundedAsync(Off off, Func<Member, Member> mark) => await MakeAsync(off, "percentage",
    [
        new Member("target", 66, "a", "west"), .. Member.Many("shell", Member.Steps(13, 40, 3), "a", "west").Select(mark), .. Member.Many("n", Member.Steps(15, 45, 2), "a", "north"),
    ]);

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.ControlGroups, true)]
    public async Task Shells_that_nobody_has_verified(Off off, bool bites)
    {
        AttackedSector sector = await SurroundedAsync(off, shell => shell with { IsVerified = false });
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("shell1", [.. Enumerable.Range(2, 12).Select(i => $"shell{i}")]);
        sector.Judge(await TakeShellsAwayAsync(view), bites);
    }

    [Theory]
    [InlineData(Off.Nothing, false)]
    [InlineData(Off.ControlGroups, true)]
    public async Task Bodies_under_common_control(Off off, bool bites)
    {
        AttackedSector sector = await SurroundedAsync(off, shell => shell with { Group = "holding" });
        await sector.CutAsync();
        AttackerView view = await sector.SeeAsAsync("shell1", [.. Enumerable.Range(2, 12).Select(i => $"shell{i}")]);
        sector.Judge(await TakeShellsAwayAsync(view), bites);
    }
}

/// <summary>The same through GetBenchmark.</summary>
[Collection(nameof(AttackSuite))]
public sealed class BenchmarkShellAttackTests(AttackServers servers) : ShellAttackTests(servers, Door.Benchmark);

/// <summary>The same through Query.</summary>
[Collection(nameof(AttackSuite))]
public sealed class QueryShellAttackTests(AttackServers servers) : ShellAttackTests(servers, Door.Query);
