using Benchmarking.Disclosure;
using Benchmarking.Editions;

namespace Benchmarking.Server.Mapping;

/// <summary>Audits to the wire.</summary>
internal static class AuditMapping
{
    public static V1.EditionAudit ToWire(this EditionAudit audit)
    {
        V1.EditionAudit wire = new()
        {
            Name = $"{audit.Edition.Name}/audit",
            PolicyDigest = audit.Edition.PolicyDigest,
            Totals = ToTotals(audit),
            UnauditedTableCount = audit.Unaudited,
        };
        wire.Tables.AddRange(audit.Tables.Select(ToWire));
        return wire;
    }

    private static V1.AuditTotals ToTotals(EditionAudit audit)
    {
        V1.AuditTotals wire = new()
        {
            SafeCellCount = audit.Total(table => table.Safe),
            PublishedCellCount = audit.Total(table => table.Published),
            CodedCellCount = audit.Total(table => table.Coded),
            CarriedCellCount = audit.Total(table => table.Carried),
            WithheldCellCount = audit.Total(table => table.Withheld),
            ProgrammeCount = audit.Total(table => table.Programmes),
            IsSafe = audit.IsSafe,
            Cost = audit.Cost,
        };
        if (audit is { ToldPercent: { } told, PublishedPercent: { } published })
            (wire.ToldPercent, wire.PublishedPercent) = (told, published);
        if (audit.OptimalCost is { } optimum)
            wire.OptimalCost = optimum;
        if (audit.Tightest is { } tightest)
            AddTightest(wire, tightest);
        return wire;
    }

    private static void AddTightest(V1.AuditTotals wire, AuditedTable tightest)
    {
        wire.TightestMeasure = tightest.Table.Measure.Name;
        wire.TightestStage = tightest.Table.Stage.ToWire();
        wire.TightestCohort = tightest.Audit.TightestCohort;
        wire.TightestInterval = tightest.Audit.TightestInterval!.Value;
    }

    private static V1.TableAudit ToWire(AuditedTable table)
    {
        TableAudit audit = table.Audit;
        V1.TableAudit wire = new()
        {
            Measure = table.Table.Measure.Name,
            Stage = table.Table.Stage.ToWire(),
            ContributorCount = audit.Contributors,
            SafeCellCount = audit.Safe,
            PublishedCellCount = audit.Published,
            CodedCellCount = audit.Coded,
            CarriedCellCount = audit.Carried,
            WithheldCellCount = audit.Withheld,
            SafeToldCellCount = audit.SafeTold,
            SafePublishedCellCount = audit.SafePublished,
            FailedThresholdCount = audit.FailedThreshold,
            FailedShareCount = audit.FailedShare,
            FailedPrecisionCount = audit.FailedPrecision,
            FailedDifferenceCount = audit.FailedDifference,
            YieldedToResidualCount = audit.YieldedToResidual,
            YieldedToAttackerCount = audit.YieldedToAttacker,
            ProgrammeCount = audit.Programmes,
            IsSafe = audit.IsSafe,
            TightestCohort = audit.TightestCohort ?? "",
            Cost = audit.Cost,
        };
        if (audit.TightestInterval is { } interval)
            wire.TightestInterval = interval;
        if (audit.OptimalCost is { } optimum)
            wire.OptimalCost = optimum;
        return wire;
    }
}
