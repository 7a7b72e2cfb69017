using System.Diagnostics;
using Benchmarking.Disclosure;
using Benchmarking.Editions;

namespace Benchmarking.Performance;

/// <summary>Cuts a period twice, with some figures changed in between, and says what the second edition may change.</summary>
internal static class SecondCutMeasurement
{
    public static void Run(LandlordData data, int changed)
    {
        foreach (ContributionColumn column in data.Columns)
        {
            Protection first = Valve.Protect(column, data.Lattice, DisclosurePolicy.Default, TableHistory.None);
            long start = Stopwatch.GetTimestamp();
            Protection second = Valve.Protect(Change(column, changed), data.Lattice, DisclosurePolicy.Default, new([first.Vintage], first.Table));
            Console.WriteLine($"{column.Measure.Id.Value,-8} first {Counts(first.Audit)}  second {Counts(second.Audit)} "
                + $"programmes {second.Audit.Programmes,4}  all safe: {second.Audit.IsSafe}  {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        }
    }

    // Every so many organisations correct their figure by about one in a hundred.
    private static ContributionColumn Change(ContributionColumn column, int changed)
    {
        int every = Math.Max(1, column.Entries.Length / changed);
        return column with { Entries = [.. column.Entries.Select((entry, index) => index % every == 0 ? Correct(entry, index % 2 == 0) : entry)] };
    }

    private static ColumnEntry Correct(ColumnEntry entry, bool isUp)
    {
        decimal correction = Math.Ceiling(entry.Denominator / 100);
        return entry with { Numerator = Math.Clamp(entry.Numerator + (isUp ? correction : -correction), 0, entry.Denominator) };
    }

    private static string Counts(TableAudit audit) =>
        $"published {audit.Published,2} coded {audit.Coded,2} carried {audit.Carried,2} withheld {audit.Withheld,2}";
}
