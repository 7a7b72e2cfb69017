using Benchmarking.Editions;
using Benchmarking.Grains.Periods;
using Benchmarking.Measures;
using Benchmarking.Releases;
using Benchmarking.Statistics;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Server.Mapping;

/// <summary>Editions and their cells to the wire. Only protected types can be given here: the others have no name in this project.</summary>
internal static class BenchmarkMapping
{
    public static V1.Edition ToWire(this Edition edition, Withdrawal? withdrawal) => new()
    {
        Name = edition.Name,
        CutTime = Timestamp.FromDateTimeOffset(edition.CutTime),
        TableCount = edition.Tables.Length,
        PublishedCellCount = edition.PublishedCells,
        WithheldCellCount = edition.WithheldCells,
        PolicyDigest = edition.PolicyDigest,
        State = withdrawal is null ? V1.Edition.Types.State.Published : V1.Edition.Types.State.Withdrawn,
        WithdrawTime = withdrawal is null ? null : Timestamp.FromDateTimeOffset(withdrawal.Time),
        WithdrawReason = withdrawal?.Reason ?? "",
    };

    public static V1.Benchmark ToWire(this Cell cell, Edition edition, Measure measure, Stage stage)
    {
        V1.Benchmark wire = ToWire(cell);
        wire.Measure = measure.Id.Name;
        wire.Stage = stage.ToWire();
        wire.Unit = measure.FigureUnit;
        wire.Edition = edition.Name;
        wire.MeasureRevision = measure.Revision;
        wire.Citation = Citation.Of(edition, measure, stage, cell.Cohort);
        return wire;
    }

    /// <summary>A row of a release in the same form, with what was frozen.</summary>
    public static V1.Benchmark ToBenchmark(this ReleaseRow row)
    {
        V1.Benchmark wire = ToWire(row.Cell);
        wire.Measure = row.Measure.Name;
        wire.Stage = row.Stage.ToWire();
        wire.Unit = row.Unit;
        wire.Edition = row.Edition;
        wire.MeasureRevision = row.MeasureRevision;
        wire.Citation = row.Citation;
        return wire;
    }

    private static V1.Benchmark ToWire(Cell cell)
    {
        V1.Benchmark wire = new()
        {
            Cohort = cell.Cohort.Text,
            Mean = cell.Mean.ToWire(),
            Ratio = cell.Ratio.ToWire(),
            Reason = (V1.WithheldReason)(cell.Reason ?? 0),
        };
        if (cell.MemberCount is { } members)
            wire.MemberCount = members;
        if (cell.N is { } n)
        {
            wire.N = n;
            if (cell.Reason == Editions.WithheldReason.RevisionPending)
                wire.Markers.Add(V1.Marker.Revised);
        }
        else
            wire.Markers.Add(cell.Reason is null ? V1.Marker.NotAvailable : V1.Marker.Confidential);
        wire.Quantiles.AddRange(cell.Quantiles.Select(quantile => new V1.Quantile { Probability = quantile.Probability, Figure = quantile.Figure.ToWire() }));
        wire.NearestPublished.AddRange(cell.NearestPublished.Select(ToWire));
        return wire;
    }

    /// <summary>A member's own figure: its own, so no disclosure control.</summary>
    public static V1.Figure ToOwnFigure(double? value)
    {
        V1.Figure wire = new();
        if (value is { } number)
            wire.Value = number;
        else
            wire.Markers.Add(V1.Marker.NotAvailable);
        return wire;
    }

    public static V1.Position? PositionIn(this Cell cell, double? value)
    {
        if (value is not { } own || PercentilePosition.Of(own, cell.PublishedQuantiles) is not { } position)
            return null;
        V1.Position wire = new() { Lower = position.Lower, Upper = position.Upper };
        if (position.Estimate is { } estimate)
            wire.Percentile = estimate;
        return wire;
    }

    public static V1.Figure ToWire(this Figure figure)
    {
        V1.Figure wire = new() { Text = figure.Text ?? "" };
        if (figure.Value is { } value)
            wire.Value = value;
        wire.Interval = figure.Interval?.ToWire();
        wire.Band = figure.Band?.ToWire();
        if (figure.Marker is { } marker)
            wire.Markers.Add((V1.Marker)marker);
        return wire;
    }

    public static V1.Interval ToWire(this Interval interval) => new() { Lower = interval.Lower, Upper = interval.Upper };

    private static V1.NearestCohort ToWire(NearestCohort nearest)
    {
        V1.NearestCohort wire = new() { Cohort = nearest.Cohort.Text };
        wire.DroppedDimensions.AddRange(nearest.DroppedDimensions);
        return wire;
    }
}
