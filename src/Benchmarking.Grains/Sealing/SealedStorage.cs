using Orleans.Storage;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// Encrypts every <see cref="ISealedRecord"/> before the store gets it, so that neither the store's file nor its log, nor a copy or an
/// export of it, has a figure in clear. Records that an earlier version wrote in clear are read, and encrypted when they are next written.
/// </summary>
internal sealed class SealedStorage(IGrainStorage inner, DataKeys keys, IGrainStorageSerializer records) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!IsSealed<T>())
        {
            await inner.ReadStateAsync(stateName, grainId, grainState);
            return;
        }
        GrainState<StoredBytes> stored = new() { State = new() };
        await inner.ReadStateAsync(stateName, grainId, stored);
        T? record = stored.RecordExists ? await OpenAsync<T>(stored.State!.Bytes, stateName, grainId) : Activator.CreateInstance<T>();
        (grainState.State, grainState.ETag, grainState.RecordExists) = (record, stored.ETag, stored.RecordExists);
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!IsSealed<T>())
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
            return;
        }
        string key = grainId.Key.ToString()!;
        byte[] bytes = Seal.Close(await keys.GetOrMakeAsync(OwnerOf(key)), records.Serialize(grainState.State), NameOf(stateName, key));
        GrainState<StoredBytes> stored = new() { State = new() { Bytes = bytes }, ETag = grainState.ETag, RecordExists = grainState.RecordExists };
        await inner.WriteStateAsync(stateName, grainId, stored);
        (grainState.ETag, grainState.RecordExists) = (stored.ETag, stored.RecordExists);
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);

    /// <summary>Whose key a record is under: <c>organisations/{id}</c> of a return, <c>periods/{period}</c> of a vintage.</summary>
    /// <param name="key">The key of the record's grain.</param>
    private static string OwnerOf(string key) => string.Join('/', key.Split('/').Take(2));

    private static string NameOf(string stateName, string key) => $"{stateName} {key}";

    private static bool IsSealed<T>() => typeof(T).IsAssignableTo(typeof(ISealedRecord));

    // What is under a destroyed key is as if it had never been written.
    private async Task<T?> OpenAsync<T>(byte[] bytes, string stateName, GrainId grainId)
    {
        if (!Seal.IsClosed(bytes))
            return records.Deserialize<T>(new(bytes));
        string key = grainId.Key.ToString()!;
        return await keys.FindAsync(OwnerOf(key)) is { } found
            ? records.Deserialize<T>(new(Seal.Open(found, bytes, NameOf(stateName, key))))
            : Activator.CreateInstance<T>();
    }
}
