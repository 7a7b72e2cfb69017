using System.Collections.Immutable;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Releases;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Storage;
using Benchmarking.Organisations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>The platform as the server runs it, on a store with faults and a clock that stands still unless a test moves it.</summary>
public class PlatformSilo : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private IHost? _host;

    public EditionGateway Editions => Get<EditionGateway>();

    public KeyRing Keys => Get<KeyRing>();

    public MeasureGateway Measures => Get<MeasureGateway>();

    public OrganisationGateway Organisations => Get<OrganisationGateway>();

    public PeriodGateway Periods => Get<PeriodGateway>();

    public ReturnGateway Returns => Get<ReturnGateway>();

    public string DataDirectory => _directory.Path;

    public ReleaseGateway Releases => Get<ReleaseGateway>();

    public DraftGateway Drafts => Get<DraftGateway>();

    public IGrainFactory Grains => Get<IGrainFactory>();

    internal FaultyStorage Storage => (FaultyStorage)_host!.Services.GetRequiredKeyedService<IGrainStorage>(GuardedStorage.Inner);

    /// <summary>What the platform and Orleans take for the time.</summary>
    protected virtual TimeProvider Clock { get; } = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    /// <summary>How long a call waits for its answer.</summary>
    protected virtual TimeSpan ResponseTimeout => TimeSpan.FromMinutes(1);

    public T Get<T>() where T : notnull => _host!.Services.GetRequiredService<T>();

    public virtual async ValueTask InitializeAsync()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Clock);
        builder.UseOrleans(silo =>
        {
            silo.AddEmbeddedPlatform(_directory.Path, EncryptionCertificates.None);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            FaultyStorage.Decorate(silo.Services);
        });
        _host = builder.Build();
        try
        {
            await _host.StartAsync();
        }
        catch
        {
            // A silo that has not started is not to be stopped either.
            await ((IAsyncDisposable)_host).DisposeAsync();
            _host = null;
            throw;
        }
    }

    /// <summary>Stops the silo, and starts another one on the same directory.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    /// <summary>A member with a name of its own, as its contributor.</summary>
    public async Task<OwnOrganisation> AddMemberAsync(string id, string sector = "local-authority", string region = "")
    {
        Organisation organisation = NewOrganisation(id) with { Sector = sector, Region = region };
        Assert.True((await Organisations.CreateAsync(organisation, "")).IsAccepted);
        (_, string key) = await Keys.IssueAsync(Role.Contributor, organisation.Id);
        return (await Keys.AuthenticateAsync(key))!.Own!;
    }

    public static Organisation NewOrganisation(string id) => new(OrganisationId.TryParse(id)!, $"Name of {id}", "local-authority", "", "",
        ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, decimal>.Empty);

    /// <summary>What the store has for the record that was last written under a name and key.</summary>
    internal async Task<GrainState<T>> ReadStoredAsync<T>(string state, string key) where T : new()
    {
        GrainState<T> record = new() { State = new T() };
        await Storage.Inner.ReadStateAsync(state, Storage.Writes.Last(write => write.State == state && write.Key == key).Grain, record);
        return record;
    }

    /// <summary>Writes a record as another activation would that believes it owns the grain.</summary>
    internal Task WriteBehindAsync<T>(string state, string key, GrainState<T> record) =>
        Storage.Inner.WriteStateAsync(state, Storage.Writes.Last(write => write.State == state && write.Key == key).Grain, record);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the silo; its files stay.</summary>
    public async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _host = null;
    }
}
