using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Editions;

/// <summary>An earlier edition that has the table.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct EarlierTable([property: Id(0)] string Name, [property: Id(1)] bool IsWithdrawn, [property: Id(2)] int Edition);

/// <summary>A column that goes into the valve. Internal, as what it carries.</summary>
/// <param name="Name">Name of its table.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Entries">The contributions.</param>
/// <param name="Earlier">The period's earlier editions of the table, oldest first.</param>
/// <param name="LastPeriod">Name of the table in the last period; null when it had none.</param>
/// <param name="Links">Each way in which its figures have followed from others in the period; default when an earlier version of the platform asks.</param>
[GenerateSerializer, Immutable]
internal sealed record CutColumn(
    [property: Id(0)] string Name,
    [property: Id(1)] Measure Measure,
    [property: Id(2)] Stage Stage,
    [property: Id(3)] ImmutableArray<ColumnEntry> Entries,
    [property: Id(4)] ImmutableArray<EarlierTable> Earlier,
    [property: Id(5)] string? LastPeriod,
    [property: Id(6)] ImmutableArray<MeasureLinks> Links)
{
    /// <summary>Whether it is a table of this edition, and not there only for what earlier ones told of it.</summary>
    public bool IsReturned => !Entries.IsEmpty;
}

/// <summary>What is cut at once: a column, or those of linked measures.</summary>
/// <param name="Columns">The columns; those that others follow from come first.</param>
/// <param name="Lattice">The cohorts.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Attempt">The cut's attempt.</param>
[GenerateSerializer, Immutable]
internal sealed record CutTables(
    [property: Id(0)] ImmutableArray<CutColumn> Columns,
    [property: Id(1)] CohortLattice Lattice,
    [property: Id(2)] DisclosurePolicy Policy,
    [property: Id(3)] long Attempt);

/// <summary>What came of a table's cut.</summary>
[GenerateSerializer, Immutable]
internal sealed record TableSummary([property: Id(0)] int PublishedCells, [property: Id(1)] int WithheldCells);

/// <summary>A protected table of one edition; its grain key is <see cref="TableNames.Of"/>.</summary>
/// <remarks>
/// One record a table and edition, so that a record stays small however many editions a period has.
/// </remarks>
internal interface ITableGrain : IGrainWithStringKey
{
    /// <summary>
    /// Computes and protects the table, with those that it is linked with, and has each stored. A later attempt replaces an earlier one;
    /// an earlier one is refused.
    /// </summary>
    [ResponseTimeout("00:30:00")]
    Task<TableSummary> CutAsync(CutTables cut);

    /// <summary>Stores a protected table.</summary>
    Task PutAsync(ProtectedTable table, TableAudit audit, long attempt);

    Task<ProtectedTable?> GetAsync();

    /// <summary>How the table's pattern came about; for stewards.</summary>
    Task<TableAudit?> GetAuditAsync();
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

    [Id(2)]
    public TableAudit? Audit { get; init; }
}

/// <inheritdoc cref="ITableGrain"/>
internal sealed class TableGrain(
    [PersistentState("table.v1")] IPersistentState<TableRecord> storage, ValveWorkers workers, ILogger<TableGrain> logger)
    : RecordGrain<TableRecord>(storage, logger), ITableGrain
{
    public async Task<TableSummary> CutAsync(CutTables cut)
    {
        NotAcknowledgedException.ThrowIfSuperseded(cut.Attempt, Written.Attempt);
        TableHistory[] histories = await Task.WhenAll(cut.Columns.Select(ReadHistoryAsync));
        ImmutableArray<Protection> protections = await workers.ProtectAsync(
            [.. cut.Columns.Zip(histories, (column, history) => (new ContributionColumn(column.Measure, column.Stage, column.Entries), history))], cut.Lattice, cut.Policy);
        (CutColumn Column, Protection Protection)[] returned = [.. cut.Columns.Zip(protections).Where(pair => pair.First.IsReturned)];
        await Task.WhenAll(returned.Select(pair => StoreAsync(pair.Column.Name, pair.Protection, cut.Attempt)));
        int published = returned.Sum(pair => pair.Protection.Table.Cells.Count(cell => cell.IsPublished));
        return new(published, returned.Sum(pair => pair.Protection.Table.Cells.Length) - published);
    }

    public Task PutAsync(ProtectedTable table, TableAudit audit, long attempt)
    {
        NotAcknowledgedException.ThrowIfSuperseded(attempt, Written.Attempt);
        return CommitAsync(new() { Table = table.Table, Attempt = attempt, Audit = audit });
    }

    public Task<ProtectedTable?> GetAsync() => Task.FromResult(Written.Table is null ? null : new ProtectedTable(Written.Table));

    public Task<TableAudit?> GetAuditAsync() => Task.FromResult(Written.Audit);

    // The vintage first: a table that is seen without it would be forgotten by the next cut.
    private async Task StoreAsync(string name, Protection protection, long attempt)
    {
        await GrainFactory.GetGrain<IVintageGrain>(name).PutAsync(protection.Vintage, attempt);
        await (name == this.GetPrimaryKeyString()
            ? PutAsync(new(protection.Table), protection.Audit, attempt)
            : GrainFactory.GetGrain<ITableGrain>(name).PutAsync(new(protection.Table), protection.Audit, attempt));
    }

    private async Task<TableHistory> ReadHistoryAsync(CutColumn column)
    {
        Vintage?[] vintages = await Task.WhenAll(column.Earlier.Select(earlier => GrainFactory.GetGrain<IVintageGrain>(earlier.Name).GetAsync()));
        if (vintages.Contains(null))
            throw new InvalidOperationException($"An earlier edition of {column.Name} has no vintage: what it showed is not known.");
        return new(
            [.. vintages.Zip(column.Earlier, (vintage, earlier) => vintage! with { IsWithdrawn = earlier.IsWithdrawn, Edition = earlier.Edition })],
            column.Earlier.IsEmpty ? null : await ReadTableAsync(column.Earlier[^1].Name),
            column.LastPeriod is null ? null : await ReadTableAsync(column.LastPeriod))
        {
            Links = column.Links.IsDefault ? null : column.Links,
        };
    }

    private async Task<Table?> ReadTableAsync(string name) => (await GrainFactory.GetGrain<ITableGrain>(name).GetAsync())?.Table;
}

/// <summary>The grain keys of tables.</summary>
internal static class TableNames
{
    public static string Of(Period period, int edition, TableKey table) =>
        $"{period.Name}/editions/{edition}/measures/{table.Measure.Value}/stages/{table.Stage.ToText()}";
}
