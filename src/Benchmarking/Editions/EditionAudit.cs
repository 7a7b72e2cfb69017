using System.Collections.Immutable;
using Benchmarking.Disclosure;

namespace Benchmarking.Editions;

/// <summary>A table of an edition and how it was protected.</summary>
/// <param name="Table">The table.</param>
/// <param name="Audit">Its audit.</param>
public sealed record AuditedTable(TableKey Table, TableAudit Audit);

/// <summary>How an edition was protected, for stewards: the audits of its tables, and what they come to. No figure is in it.</summary>
public sealed record EditionAudit
{
    private EditionAudit(Edition edition, ImmutableArray<AuditedTable> tables) => (Edition, Tables) = (edition, tables);

    /// <summary>The edition.</summary>
    public Edition Edition { get; }

    /// <summary>The tables that have an audit, in the edition's order.</summary>
    public ImmutableArray<AuditedTable> Tables { get; }

    /// <summary>Tables without one: they were cut before audits were kept.</summary>
    public int Unaudited => Edition.Tables.Length - Tables.Length;

    /// <summary>Of the cells that pass the primary rules, those of which something is told, in %; null when none passes.</summary>
    public double? ToldPercent => PercentOfSafe(audit => audit.SafeTold);

    /// <summary>Of the cells that pass the primary rules, those published with their values, in %; null when none passes.</summary>
    public double? PublishedPercent => PercentOfSafe(audit => audit.SafePublished);

    /// <summary>Whether every protection level of every audited table is met.</summary>
    public bool IsSafe => Tables.All(table => table.Audit.IsSafe);

    /// <summary>The table with the tightest interval, the first of several; null when no table has one.</summary>
    public AuditedTable? Tightest => Tables.Where(table => table.Audit.TightestInterval is not null).MinBy(table => table.Audit.TightestInterval);

    /// <summary>What the patterns cost together.</summary>
    public double Cost => Tables.Sum(table => table.Audit.Cost);

    /// <summary>The least that any safe patterns cost; null unless it is known for every table.</summary>
    public double? OptimalCost => Unaudited > 0 || Tables.Any(table => table.Audit.OptimalCost is null) ? null : Tables.Sum(table => table.Audit.OptimalCost);

    /// <summary>A count over all tables.</summary>
    public int Total(Func<TableAudit, int> count) => Tables.Sum(table => count(table.Audit));

    /// <summary>The audit of an edition from those of its tables, in the same order; null for a table that has none.</summary>
    internal static EditionAudit Of(Edition edition, IEnumerable<TableAudit?> audits) =>
        new(edition, [.. edition.Tables.Zip(audits).Where(pair => pair.Second is not null).Select(pair => new AuditedTable(pair.First, pair.Second!))]);

    private double? PercentOfSafe(Func<TableAudit, int> count) => Total(audit => audit.Safe) is > 0 and int safe ? 100.0 * Total(count) / safe : null;
}
