using Benchmarking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A write that the store was asked for.</summary>
internal sealed record StorageWrite(string State, GrainId Grain)
{
    public string Key => Grain.Key.ToString()!;
}

/// <summary>The silo's own storage, with faults where a test's script has them.</summary>
internal sealed class FaultyStorage(IGrainStorage inner) : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly List<StorageFault> _script = [];
    private readonly List<StorageWrite> _writes = [];

    /// <summary>The storage itself: what another activation that believes it owns a grain would write with.</summary>
    public IGrainStorage Inner => inner;

    /// <summary>Every write that was asked for since the last <see cref="Forget"/>, in order.</summary>
    public StorageWrite[] Writes
    {
        get
        {
            lock (_lock)
                return [.. _writes];
        }
    }

    /// <summary>Puts the fault into a silo's script.</summary>
    public StorageFault Script(StorageFault fault)
    {
        lock (_lock)
            _script.Add(fault);
        return fault;
    }

    public void Forget()
    {
        lock (_lock)
            _writes.Clear();
    }

    /// <summary>Puts faults between a silo's storage and what guards the grains from it.</summary>
    public static void Decorate(IServiceCollection services)
    {
        ServiceDescriptor real = services.Last(service => service.ServiceType == typeof(IGrainStorage) && service.IsKeyedService && Equals(service.ServiceKey, GuardedStorage.Inner));
        services.Remove(real);
        services.AddKeyedSingleton<IGrainStorage>(GuardedStorage.Inner, (provider, key) => new FaultyStorage((IGrainStorage)real.KeyedImplementationFactory!(provider, key)));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        RunAsync(stateName, grainId, grainState, isRead: true, () => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        RunAsync(stateName, grainId, grainState, isRead: false, () => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);

    private Task RunAsync<T>(string state, GrainId grain, IGrainState<T> record, bool isRead, Func<Task> access)
    {
        StorageFault? fault;
        lock (_lock)
        {
            if (!isRead)
                _writes.Add(new(state, grain));
            fault = _script.Find(scripted => scripted.Takes(state, grain, isRead));
        }
        return fault is null ? access() : fault.RunAsync(record, access);
    }
}
