using Orleans.Storage;

namespace Benchmarking.Grains.Sealing;

/// <summary>A record as the store has it: bytes that are for nobody but <see cref="SealedStorage"/> to understand.</summary>
internal sealed class StoredBytes
{
    public byte[] Bytes { get; init; } = [];
}

/// <summary>Hands stored bytes through as they are, and leaves every other record to Orleans' own serialiser.</summary>
internal sealed class StoredBytesSerializer(IGrainStorageSerializer records) : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => input is StoredBytes stored ? new(stored.Bytes) : records.Serialize(input);

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input) =>
        typeof(T) == typeof(StoredBytes) ? (T)(object)new StoredBytes { Bytes = input.ToArray() } : records.Deserialize<T>(input);
}
