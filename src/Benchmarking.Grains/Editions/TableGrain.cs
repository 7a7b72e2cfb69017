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
internal readonly record struct EarlierTable([property: Id(0)] string Name, [property: Id(1)] bool IsWithdrawn);

/// <summary>What goes into the valve. Internal, as what it carries.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Entries">The contributions.</param>
/// <param name="Lattice">The cohorts.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Attempt">The cut's attempt.</param>
/// <param name="Earlier">The period's earlier editions of the table, oldest first.</param>
/// <param name="LastPeriod">Name of the table in the last period; null when it had none.</param>
[GenerateSerializer, Immutable]
internal sealed record CutTable(
    [property: Id(0)] Measure Measure,
    [property: Id(1)] Stage Stage,
    [property: Id(2)] ImmutableArray<ColumnEntry> Entries,
    [property: Id(3)] CohortLattice Lattice,
    [property: Id(4)] DisclosurePolicy Policy,
    [property: Id(5)] long Attempt,
    [property: Id(6)] ImmutableArray<EarlierTable> Earlier,
    [property: Id(7)] string? LastPeriod);

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
internal sealed class TableGrain([PersistentState("table.v1")] IPersistentState<TableRecord> storage, ILogger<TableGrain> logger)
    : RecordGrain<TableRecord>(storage, logger), ITableGrain
{
    public async Task<TableSummary> CutAsync(CutTable cut)
    {
        if (cut.Attempt < Written.Attempt)
            throw new NotAcknowledgedException("A later cut has taken this one's place.");
        TableHistory history = await ReadHistoryAsync(cut);
        // Off the grain's turn: tables are protected side by side, and it may take a while.
        Protection protection = await Task.Run(() => Valve.Protect(new(cut.Measure, cut.Stage, cut.Entries), cut.Lattice, cut.Policy, history));
        // The vintage first: a table that is seen without it would be forgotten by the next cut.
        await GrainFactory.GetGrain<IVintageGrain>(this.GetPrimaryKeyString()).PutAsync(protection.Vintage, cut.Attempt);
        await CommitAsync(new() { Table = protection.Table, Attempt = cut.Attempt, Audit = protection.Audit });
        int published = protection.Table.Cells.Count(cell => cell.IsPublished);
        return new(published, protection.Table.Cells.Length - published);
    }

    public Task<ProtectedTable?> GetAsync() => Task.FromResult(Written.Table is null ? null : new ProtectedTable(Written.Table));

    public Task<TableAudit?> GetAuditAsync() => Task.FromResult(Written.Audit);

    private async Task<TableHistory> ReadHistoryAsync(CutTable cut)
    {
        Vintage?[] vintages = await Task.WhenAll(cut.Earlier.Select(earlier => GrainFactory.GetGrain<IVintageGrain>(earlier.Name).GetAsync()));
        if (vintages.Contains(null))
            throw new InvalidOperationException($"An earlier edition of {this.GetPrimaryKeyString()} has no vintage: what it showed is not known.");
        return new(
            [.. vintages.Zip(cut.Earlier, (vintage, earlier) => vintage! with { IsWithdrawn = earlier.IsWithdrawn })],
            cut.Earlier.IsEmpty ? null : await ReadTableAsync(cut.Earlier[^1].Name),
            cut.LastPeriod is null ? null : await ReadTableAsync(cut.LastPeriod));
    }

    private async Task<Table?> ReadTableAsync(string name) => (await GrainFactory.GetGrain<ITableGrain>(name).GetAsync())?.Table;
}

/// <summary>The grain keys of tables.</summary>
internal static class TableNames
{
    public static string Of(Period period, int edition, TableKey table) =>
        $"{period.Name}/editions/{edition}/measures/{table.Measure.Value}/stages/{table.Stage.ToText()}";
}
