using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Editions;

/// <summary>What goes into the valve. Internal, as what it carries.</summary>
[GenerateSerializer, Immutable]
internal sealed record CutTable(
    [property: Id(0)] Measure Measure,
    [property: Id(1)] Stage Stage,
    [property: Id(2)] System.Collections.Immutable.ImmutableArray<ColumnEntry> Entries,
    [property: Id(3)] CohortLattice Lattice,
    [property: Id(4)] DisclosurePolicy Policy,
    [property: Id(5)] long Attempt)
{
    public CutTable(ContributionColumn column, CohortLattice lattice, DisclosurePolicy policy, long attempt)
        : this(column.Measure, column.Stage, column.Entries, lattice, policy, attempt)
    {
    }
}

/// <summary>What came of a table's cut.</summary>
[GenerateSerializer, Immutable]
internal sealed record TableSummary([property: Id(0)] int PublishedCells, [property: Id(1)] int WithheldCells);

/// <summary>A protected table of one edition; its grain key is <see cref="TableNames.Of"/>.</summary>
/// <remarks>
/// One record a table and edition, so that a record stays small however many editions a period has.
/// </remarks>
internal interface ITableGrain : IGrainWithStringKey
{
    /// <summary>Computes, protects and stores the table. A later attempt replaces an earlier one; an earlier one is refused.</summary>
    [ResponseTimeout("00:30:00")]
    Task<TableSummary> CutAsync(CutTable cut);

    Task<ProtectedTable?> GetAsync();
}

/// <summary>A table, handed around by reference within a silo.</summary>
[GenerateSerializer, Immutable]
internal sealed record ProtectedTable([property: Id(0)] Table Table);

[GenerateSerializer, Immutable]
internal sealed record TableRecord
{
    [Id(0)]
    public Table? Table { get; init; }

    [Id(1)]
    public long Attempt { get; init; }
}

/// <inheritdoc cref="ITableGrain"/>
internal sealed class TableGrain([PersistentState("table.v1")] IPersistentState<TableRecord> storage, ILogger<TableGrain> logger)
    : RecordGrain<TableRecord>(storage, logger), ITableGrain
{
    public async Task<TableSummary> CutAsync(CutTable cut)
    {
        if (cut.Attempt < Written.Attempt)
            throw new NotAcknowledgedException("A later cut has taken this one's place.");
        Table table = Valve.Protect(new(cut.Measure, cut.Stage, cut.Entries), cut.Lattice, cut.Policy);
        await CommitAsync(new() { Table = table, Attempt = cut.Attempt });
        int published = table.Cells.Count(cell => cell.IsPublished);
        return new(published, table.Cells.Length - published);
    }

    public Task<ProtectedTable?> GetAsync() => Task.FromResult(Written.Table is null ? null : new ProtectedTable(Written.Table));
}

/// <summary>The grain keys of tables.</summary>
internal static class TableNames
{
    public static string Of(Period period, int edition, TableKey table) =>
        $"{period.Name}/editions/{edition}/measures/{table.Measure.Value}/stages/{table.Stage.ToText()}";
}
