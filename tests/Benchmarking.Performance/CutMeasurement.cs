using System.Collections.Concurrent;
using System.Diagnostics;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;

namespace Benchmarking.Performance;

/// <summary>Protects many columns on two threads, as a silo on two cores does, and says what came of each and how long it took.</summary>
internal static class CutMeasurement
{
    private const int Threads = 2;

    public static void Run(CohortLattice lattice, IReadOnlyCollection<ContributionColumn> columns, bool isEach)
    {
        // The solver's library is loaded and the code compiled before the clock starts.
        Valve.Protect(columns.First(), lattice, DisclosurePolicy.Default, TableHistory.None);
        Console.WriteLine($"{lattice.Members.Length:N0} organisations, {columns.Count} measures, {lattice.Cohorts.Length} cells, {Threads} threads");
        using StepTimes steps = new();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        (string Id, TableAudit Audit, double Seconds)[] cut = [.. Partitioner.Create(columns.ToArray(), loadBalance: true).AsParallel().AsOrdered().WithDegreeOfParallelism(Threads)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(column => Protect(column, lattice))];
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        if (isEach)
        {
            foreach ((string id, TableAudit audit, double own) in cut)
                Console.WriteLine($"{id,-8} n {audit.Contributors,6} {Shares(audit)} programmes {audit.Programmes,4}  safe {audit.IsSafe}  tightest {audit.TightestInterval,7} {own,6:0.00} s");
        }
        Console.WriteLine($"{Shares(cut.Select(table => table.Audit).ToArray())} programmes {cut.Sum(table => table.Audit.Programmes)}");
        Console.WriteLine($"{seconds:0.00} s; {cut.Sum(table => table.Seconds):0.00} s of work; {processor.TotalSeconds:0.00} s of processor; all safe: {cut.All(table => table.Audit.IsSafe)}");
        Console.WriteLine(steps.ToText());
    }

    private static (string, TableAudit, double) Protect(ContributionColumn column, CohortLattice lattice)
    {
        long start = Stopwatch.GetTimestamp();
        Protection protection = Valve.Protect(column, lattice, DisclosurePolicy.Default, TableHistory.None);
        return (column.Measure.Id.Value, protection.Audit, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // Of the cells that pass the primary rules. Bands of cells that fail them are told too, but are no part of these.
    private static string Shares(params TableAudit[] audits)
    {
        double safe = audits.Sum(audit => audit.Safe);
        return $"safe {safe,4}, published {audits.Sum(audit => audit.SafePublished) / safe,7:0.0 %}, told {audits.Sum(audit => audit.SafeTold) / safe,7:0.0 %}";
    }
}
