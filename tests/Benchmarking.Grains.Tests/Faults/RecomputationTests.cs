using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Orleans.Serialization;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>An edition is what the valve makes of all returns as they are stored.</summary>
public sealed class RecomputationTests(CutSilo silo) : IClassFixture<CutSilo>
{
    private static readonly TableKey Key = new(MeasureId.TryParse("emp-01")!, Stage.Delivered);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_edition_is_a_recomputation_from_all_stored_returns_whatever_befell_the_submissions(int seed)
    {
        Random random = new(seed);
        Period period = await silo.PrepareAsync(0, seed);
        TableHistory history = TableHistory.None;
        for (int number = 1; number <= 3; number++)
        {
            await SubmitAtRandomAsync(period, random);
            Edition edition = (await silo.Editions.CutAsync(period, "")).Value;
            Table table = (await silo.Editions.TableAsync(edition, Key.Measure, Key.Stage))!;
            Protection recomputed = await RecomputeAsync(period, history);
            Assert.Equal(Bytes(recomputed.Table), Bytes(table));
            Assert.Contains(table.Cells, cell => cell.IsPublished);
            history = new([.. history.Vintages, recomputed.Vintage], recomputed.Table);
        }
    }

    // Corrections, withdrawals and drafts, of which some meet a fault and are sent again.
    private async Task SubmitAtRandomAsync(Period period, Random random)
    {
        foreach (OwnOrganisation own in silo.Sector.Members)
        {
            if (random.Next(6) == 0)
                silo.Storage.Script(new(random.Next(2) == 0 ? FaultKind.BeforeCommit : FaultKind.AfterCommit, "return.v1", $"{own.Id.Name}/returns/{period.Value}"));
            ReturnState kind = random.Next(10) switch { 0 => ReturnState.Withdrawn, 1 => ReturnState.Draft, _ => ReturnState.Submitted };
            ImmutableArray<ReturnLine> lines = kind == ReturnState.Withdrawn
                ? []
                : [.. Enumerable.Range(0, 1 + random.Next(3)).Select(i => Sector.Line("emp-01", random.Next(1, 400) / 10m, 1 + random.Next(9)) with { Contract = $"c{i}" })];
            string request = Guid.NewGuid().ToString();
            try
            {
                await silo.Returns.WriteAsync(own, period, kind, lines, "", "", request);
            }
            catch (NotAcknowledgedException)
            {
                await silo.Returns.WriteAsync(own, period, kind, lines, "", "", request);
            }
        }
    }

    private async Task<Protection> RecomputeAsync(Period period, TableHistory history)
    {
        Organisation[] organisations = await Task.WhenAll(silo.Sector.Members.Select(async own => (await silo.Organisations.GetAsync(own.Id))!.Organisation));
        Measure measure = (await silo.Measures.GetAsync()).Find(Key.Measure)!;
        List<ColumnEntry> entries = [];
        foreach (OwnOrganisation own in silo.Sector.Members.OrderBy(own => own.Id.Value, StringComparer.Ordinal))
        {
            ReturnRecord stored = (await silo.ReadStoredAsync<ReturnRecord>("return.v1", Return.NameOf(own.Id, period))).State!;
            ReturnLine[] lines = [.. stored.Submitted.Where(line => (line.Measure, line.Stage) == (Key.Measure, Key.Stage))];
            if (lines.Length > 0)
                entries.Add(new(own.Id, lines.Sum(line => line.Numerator), lines.Sum(line => line.Denominator)));
        }
        DisclosurePolicy policy = DisclosurePolicy.Default;
        return Valve.Protect(new ContributionColumn(measure, Key.Stage, [.. entries]),
            CohortLattice.Of(organisations, policy.MostDimensionsCrossed), policy, history);
    }

    private byte[] Bytes(Table table) => silo.Get<Serializer>().SerializeToArray(table);
}
