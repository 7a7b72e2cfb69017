using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>A database behind the grain storage of a running silo: what the conformance tests need to know of it.</summary>
public interface IStorageEngine
{
    /// <summary>The silo's default grain storage.</summary>
    IGrainStorage Storage { get; }

    /// <summary>Whether text may have the character NUL in it; an engine that has no place for it refuses the key.</summary>
    bool StoresNul { get; }
}
