using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>An edition's audit for people: the totals, then a line a table.</summary>
internal static class AuditTable
{
    private static readonly Column[] Totals = [new("over_all", "Over all tables"), new("number", "", true)];

    private static readonly Column[] Tables =
    [
        new("measure", "Measure"), new("stage", "Stage"), new("pass", "Pass", true), new("published", "Published", true), new("coded", "Coded", true),
        new("carried", "Carried", true), new("withheld", "Withheld", true), new("safe", "Safe"), new("programmes", "Programmes", true),
        new("tightest", "Tightest", true), new("cohort", "of the cell"),
    ];

    public static string Of(EditionAudit audit, int? width) =>
        Printable.Of($"{audit.Name}\npolicy {audit.PolicyDigest}\n")
        + $"{TextTable.Of(Totals, TotalRows(audit.Totals), width)}\n{TextTable.Of(Tables, audit.Tables.Select(Row), width)}\n{Printable.Of(Notes(audit))}";

    private static IEnumerable<IReadOnlyList<string>> TotalRows(AuditTotals totals)
    {
        yield return ["cells that pass the primary rules", Count(totals.SafeCellCount)];
        yield return ["  of these told: published, coded or carried", totals.HasToldPercent ? Percent(totals.ToldPercent) : "none pass"];
        yield return ["  of these published with their values", totals.HasPublishedPercent ? Percent(totals.PublishedPercent) : "none pass"];
        yield return ["published", Count(totals.PublishedCellCount)];
        yield return ["coded", Count(totals.CodedCellCount)];
        yield return ["carried", Count(totals.CarriedCellCount)];
        yield return ["withheld", Count(totals.WithheldCellCount)];
        yield return ["programmes", Count(totals.ProgrammeCount)];
        yield return ["tightest interval, in protection levels", totals.HasTightestInterval ? Reach(totals.TightestInterval) : "none withheld"];
        yield return ["cost, and the least possible", $"{Cost(totals.Cost)}, {(totals.HasOptimalCost ? Cost(totals.OptimalCost) : "not known")}"];
        yield return ["safe", totals.IsSafe ? "yes" : "NO"];
    }

    private static IReadOnlyList<string> Row(TableAudit table) =>
    [
        ResourceName.Id(table.Measure), Words.Of(table.Stage), Count(table.SafeCellCount), Count(table.PublishedCellCount), Count(table.CodedCellCount),
        Count(table.CarriedCellCount), Count(table.WithheldCellCount), table.IsSafe ? "yes" : "NO", Count(table.ProgrammeCount),
        table.HasTightestInterval ? Reach(table.TightestInterval) : "", table.TightestCohort,
    ];

    private static string Notes(EditionAudit audit)
    {
        var totals = audit.Totals;
        string tightest = totals.HasTightestInterval
            ? $"Tightest: {ResourceName.Id(totals.TightestMeasure)} {Words.Of(totals.TightestStage)}, {totals.TightestCohort}; 1 or more is safe.\n" : "";
        string unaudited = audit.UnauditedTableCount > 0 ? Invariant($"Tables without an audit, cut before audits were kept and not counted: {audit.UnauditedTableCount:N0}.\n") : "";
        string unsafeTables = totals.IsSafe ? ""
            : "Not safe: earlier editions of the period have told too much already, since bodies came under common control or the policy became stricter after them.\n";
        return $"{unsafeTables}{unaudited}{tightest}For stewards; `benchmarking editions audit --help` says what the numbers mean.\n";
    }

    private static string Count(int number) => Invariant($"{number:N0}");

    private static string Percent(double number) => Invariant($"{number:0.0} %");

    private static string Cost(double number) => number.ToString("#,0.##", Invariance);

    // Cut off and not rounded: what is below 1 must not look like 1.
    private static string Reach(double levels) => levels >= 100 ? "100 or more" : Math.Round(levels, 2, MidpointRounding.ToZero).ToString("0.00", Invariance);
}
