using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>What one activation of a grain holds: its key, and the state and version it last saw.</summary>
internal sealed class Cell(IGrainStorage storage, string key, string stateName = "record.v1")
{
    private readonly GrainId _id = GrainId.Create("record", key);

    public GrainState<Record> State { get; } = new() { State = new Record() };

    public Record Record => State.State!;

    /// <summary>A key no other test uses.</summary>
    public static string NewKey() => $"organisations/{Guid.NewGuid():N}/returns/2024";

    public static async Task<Cell> Written(IGrainStorage storage, string key, string text, string stateName = "record.v1")
    {
        var cell = new Cell(storage, key, stateName);
        await cell.Write(text);
        return cell;
    }

    public static async Task<Cell> Read(IGrainStorage storage, string key, string stateName = "record.v1")
    {
        var cell = new Cell(storage, key, stateName);
        await storage.ReadStateAsync(stateName, cell._id, cell.State);
        return cell;
    }

    public Task Write(string text)
    {
        State.State = new Record { Text = text };
        return Write();
    }

    public Task Write() => storage.WriteStateAsync(stateName, _id, State);

    public Task Clear() => storage.ClearStateAsync(stateName, _id, State);

    /// <summary>Writes, and says whether the storage let it.</summary>
    public async Task<bool> TryWrite(string text)
    {
        try
        {
            await Write(text);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
