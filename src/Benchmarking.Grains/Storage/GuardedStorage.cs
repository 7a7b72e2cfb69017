using System.Data.Common;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Storage;

namespace Benchmarking.Grains.Storage;

/// <summary>
/// Puts one word in place of whatever a database's library throws. The library's own exceptions cannot cross from silo to silo, where a
/// fault of the store would become a fault of the platform; and they carry the store's words, which are for the log.
/// </summary>
internal sealed class GuardedStorage(IGrainStorage inner, PlatformMeter meter, ILogger<GuardedStorage> logger) : IGrainStorage
{
    /// <summary>The name under which what it guards is registered.</summary>
    internal const string Inner = "Sealed";

    // And that of the provider itself.
    private const string Provider = "AdoNet";

    /// <summary>Registers the provider, guarded, as the silo's storage; it takes its connections from a source in the silo's services.</summary>
    /// <typeparam name="TSource">The source.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <param name="invariant">The name that Orleans gives to the engine.</param>
    /// <param name="vault">Where the keys are that records are sealed under.</param>
    /// <param name="certificates">What protects the ring of those keys.</param>
    public static ISiloBuilder Add<TSource>(ISiloBuilder builder, string invariant, Func<IServiceProvider, KeyVault> vault, EncryptionCertificates certificates) where TSource : DbDataSource
    {
        builder.AddAdoNetGrainStorage(Provider, (OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<TSource, Serializer>((storage, source, serializer) =>
        {
            (storage.Invariant, storage.DataSource, storage.DeleteStateOnClear) = (invariant, source, true);
            // Binary, and tolerant of fields added later, which it knows by their [Id]. The same bytes in every engine: what one wrote, the other reads.
            storage.GrainStorageSerializer = new StoredBytesSerializer(new OrleansGrainStorageSerializer(serializer));
        }));
        builder.Services.AddSingleton(vault);
        builder.Services.AddSingleton(services => new ProtectionRing(services.GetRequiredService<KeyVault>(), certificates));
        builder.Services.AddSingleton(services => new KeyWrap(services.GetRequiredService<ProtectionRing>(), certificates));
        builder.Services.AddSingleton<DataKeys>();
        builder.Services.AddKeyedSingleton<IGrainStorage>(Inner, (services, _) => new SealedStorage(services.GetRequiredKeyedService<IGrainStorage>(Provider),
            services.GetRequiredService<DataKeys>(), new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>())));
        builder.Services.AddHostedService(services => new KeyCheckBeforeStart(ActivatorUtilities.CreateInstance<KeyCheck>(services, services.GetRequiredService<TSource>())));
        builder.Services.AddMetrics();
        builder.Services.TryAddSingleton<PlatformMeter>();
        builder.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) =>
            ActivatorUtilities.CreateInstance<GuardedStorage>(services, services.GetRequiredKeyedService<IGrainStorage>(Inner)));
        builder.Services.AddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
        return builder;
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        GuardAsync("read", stateName, grainId, () => inner.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        GuardAsync("write", stateName, grainId, () => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        GuardAsync("clear", stateName, grainId, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task GuardAsync(string verb, string stateName, GrainId grain, Func<Task> call)
    {
        try
        {
            await call();
        }
        // A conflict is no fault: another activation was first, and the grain starts again from what is stored.
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            meter.StoreFault(verb);
            logger.LogWarning(exception, "The store did not {Verb} {State} of {Grain}.", verb, stateName, grain);
            throw new NotAcknowledgedException($"The store did not {verb} the record ({exception.GetType().Name}).");
        }
    }
}
