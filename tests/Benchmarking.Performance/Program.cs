using System.Diagnostics;
using Benchmarking.Disclosure;
using Benchmarking.Performance;

LandlordData data = LandlordData.Read(args[0]);
double total = 0;
(int shown, int safe) = (0, 0);
foreach (ContributionColumn column in data.Columns.Where(column => args.Length < 2 || column.Measure.Id.Value.StartsWith(args[1], StringComparison.Ordinal)))
{
    long start = Stopwatch.GetTimestamp();
    SuppressionPattern pattern = SuppressionPattern.Of(column, data.Lattice, DisclosurePolicy.Default, [], new HashSet<string>());
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    total += seconds;
    bool[] isSafe = [.. pattern.Entries.Select(cell => cell.Length > 0 && !PrimaryRules.IsUnsafe(cell.AsSpan(), column.Measure.Kind, DisclosurePolicy.Default))];
    int published = pattern.Statuses.Count(status => status == CellStatus.Published);
    int exact = pattern.Statuses.Where((status, i) => isSafe[i] && status == CellStatus.Published).Count();
    int coded = pattern.Statuses.Count(status => status == CellStatus.Coded);
    int both = pattern.Statuses.Where((status, i) => isSafe[i] && status != CellStatus.Withheld).Count();
    shown += both;
    safe += isSafe.Count(s => s);
    Console.WriteLine($"{column.Measure.Id.Value,-8} n {column.Entries.Length,3} cells {pattern.Statuses.Length} primary-safe {isSafe.Count(s => s),3} published {published,3} coded {coded,3} exact of safe {100.0 * exact / isSafe.Count(s => s):0.0} % shown of safe {100.0 * both / isSafe.Count(s => s):0.0} %  {seconds:0.00} s  {pattern.Audit.Programmes} programmes, tightest {pattern.Audit.TightestInterval} {pattern.Audit.TightestCohort} cost {pattern.Audit.Cost:0.0}");
}
Console.WriteLine($"{100.0 * shown / safe:0.0} % of {safe}; {total:0.00} s");
