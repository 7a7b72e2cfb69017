using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Tests.Editions;

/// <summary>What the audits of an edition's tables come to.</summary>
public sealed class EditionAuditTests
{
    private static readonly TableAudit Usual = new(
        Contributors: 40, Safe: 10, Published: 6, Coded: 2, Carried: 1, Withheld: 3, FailedThreshold: 2, FailedShare: 0, FailedPrecision: 0,
        FailedDifference: 1, YieldedToResidual: 1, YieldedToAttacker: 0, Programmes: 7, IsSafe: true, TightestCohort: "region=north",
        TightestInterval: 2.5, Cost: 1.5, OptimalCost: 1.25, SafeTold: 9, SafePublished: 6);

    private static EditionAudit Of(params TableAudit?[] audits)
    {
        ImmutableArray<TableKey> tables = [.. audits.Select((_, i) => new TableKey(new($"m{i}"), Stage.Delivered))];
        return EditionAudit.Of(new Edition(Period.TryParse("2025")!, 1, DateTimeOffset.UnixEpoch, tables, [], 0, 0, "digest"), audits);
    }

    [Fact]
    public void Totals_are_over_all_tables()
    {
        EditionAudit audit = Of(Usual, Usual with { SafeTold = 10, Cost = 0.5, OptimalCost = 0.5 });
        Assert.Equal((20, 95, 60, 14), (audit.Total(table => table.Safe), audit.ToldPercent, audit.PublishedPercent, audit.Total(table => table.Programmes)));
        Assert.Equal((2, 1.75, true, 0), (audit.Cost, audit.OptimalCost, audit.IsSafe, audit.Unaudited));
    }

    [Fact]
    public void The_tightest_is_the_least_of_those_that_there_are()
    {
        EditionAudit audit = Of(Usual with { TightestCohort = null, TightestInterval = null }, Usual, Usual with { TightestInterval = 1.5 }, Usual with { TightestInterval = 1.5 });
        Assert.Equal("m2", audit.Tightest!.Table.Measure.Value);
        Assert.Null(Of(Usual with { TightestCohort = null, TightestInterval = null }).Tightest);
    }

    [Fact]
    public void One_table_that_is_not_safe_makes_the_edition_unsafe() => Assert.False(Of(Usual, Usual with { IsSafe = false }).IsSafe);

    [Fact]
    public void An_optimum_is_known_when_every_table_has_one() => Assert.Null(Of(Usual, Usual with { OptimalCost = null }).OptimalCost);

    [Fact]
    public void Tables_cut_before_audits_were_kept_are_left_out_and_counted()
    {
        EditionAudit audit = Of(null, Usual, null);
        Assert.Equal((2, "m1"), (audit.Unaudited, Assert.Single(audit.Tables).Table.Measure.Value));
        Assert.Equal((10, null), (audit.Total(table => table.Safe), audit.OptimalCost));
        Assert.Equal((null, null, 0), (Of([null]).ToldPercent, Of([null]).Tightest, Of([null]).Total(table => table.Safe)));
    }
}
