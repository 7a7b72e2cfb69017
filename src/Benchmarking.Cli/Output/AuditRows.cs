using System.Text.Json.Nodes;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>An edition's audit for programs and spreadsheets: everything that the server told.</summary>
internal static class AuditRows
{
    // Each by the name that the wire gives it.
    private static readonly (string Name, Func<TableAudit, object?> Value)[] Columns =
    [
        ("measure", table => ResourceName.Id(table.Measure)), ("stage", table => Words.Of(table.Stage)), ("contributor_count", table => table.ContributorCount),
        ("safe_cell_count", table => table.SafeCellCount), ("published_cell_count", table => table.PublishedCellCount),
        ("coded_cell_count", table => table.CodedCellCount), ("carried_cell_count", table => table.CarriedCellCount),
        ("withheld_cell_count", table => table.WithheldCellCount), ("safe_told_cell_count", table => table.SafeToldCellCount),
        ("safe_published_cell_count", table => table.SafePublishedCellCount), ("failed_threshold_count", table => table.FailedThresholdCount),
        ("failed_share_count", table => table.FailedShareCount), ("failed_precision_count", table => table.FailedPrecisionCount),
        ("failed_difference_count", table => table.FailedDifferenceCount), ("yielded_to_residual_count", table => table.YieldedToResidualCount),
        ("yielded_to_attacker_count", table => table.YieldedToAttackerCount), ("programme_count", table => table.ProgrammeCount),
        ("is_safe", table => table.IsSafe), ("tightest_cohort", table => OrNull(table.TightestCohort)),
        ("tightest_interval", table => table.HasTightestInterval ? table.TightestInterval : null),
        ("cost", table => table.Cost), ("optimal_cost", table => table.HasOptimalCost ? table.OptimalCost : null),
    ];

    /// <summary>A row a table; the totals are for whoever adds them up.</summary>
    public static string Csv(EditionAudit audit) =>
        CsvText.Of([.. Columns.Select(column => column.Name)], audit.Tables.Select(table => Columns.Select(column => column.Value(table)).ToArray()));

    public static JsonObject Json(EditionAudit audit) => new()
    {
        ["audit"] = audit.Name,
        ["policy_digest"] = audit.PolicyDigest,
        ["totals"] = Totals(audit.Totals),
        ["tables"] = new JsonArray([.. audit.Tables.Select(Table)]),
        ["unaudited_table_count"] = audit.UnauditedTableCount,
    };

    private static JsonObject Totals(AuditTotals totals) => new()
    {
        ["safe_cell_count"] = totals.SafeCellCount,
        ["published_cell_count"] = totals.PublishedCellCount,
        ["coded_cell_count"] = totals.CodedCellCount,
        ["carried_cell_count"] = totals.CarriedCellCount,
        ["withheld_cell_count"] = totals.WithheldCellCount,
        ["told_percent"] = totals.HasToldPercent ? totals.ToldPercent : null,
        ["published_percent"] = totals.HasPublishedPercent ? totals.PublishedPercent : null,
        ["programme_count"] = totals.ProgrammeCount,
        ["is_safe"] = totals.IsSafe,
        ["tightest_interval"] = totals.HasTightestInterval ? totals.TightestInterval : null,
        ["tightest_measure"] = OrNull(ResourceName.Id(totals.TightestMeasure)),
        ["tightest_stage"] = totals.TightestStage == Stage.Unspecified ? null : Words.Of(totals.TightestStage),
        ["tightest_cohort"] = OrNull(totals.TightestCohort),
        ["cost"] = totals.Cost,
        ["optimal_cost"] = totals.HasOptimalCost ? totals.OptimalCost : null,
    };

    private static JsonObject Table(TableAudit table) => new(Columns.Select(column => KeyValuePair.Create(column.Name, JsonText.Value(column.Value(table)))));

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
