using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Benchmarking.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>
/// Two silos on one database that do not know of each other, as when the network between them is cut: each believes that it owns every
/// grain. The version of the record is the fence: one write wins, the other is told, and starts again from what is stored.
/// </summary>
public sealed class SplitClusterTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly Period Period = Period.TryParse("2025")!;
    private static readonly OwnOrganisation Own = new(new OrganisationId("split"), mayWrite: true);

    private IHost[] _silos = [];

    public async ValueTask InitializeAsync()
    {
        string database = await postgres.CreateStoreAsync();
        _silos = [await StartAsync(database), await StartAsync(database)];
        await Get<OrganisationGateway>(0).CreateAsync(new(Own.Id, "Split", "local-authority", "", "", ImmutableSortedDictionary<string, string>.Empty,
            ImmutableSortedDictionary<string, decimal>.Empty), "");
        await Get<PeriodGateway>(0).OpenAsync(Period);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost silo in _silos)
        {
            await silo.StopAsync();
            await ((IAsyncDisposable)silo).DisposeAsync();
        }
    }

    [Fact]
    public async Task Of_two_owners_one_wins_and_nothing_acknowledged_is_lost()
    {
        List<string> acknowledged = [];
        for (int i = 0; i < 25; i++)
        {
            string figure = $"{i + 1}";
            // Now one, now the other, now both at once: whoever is behind is refused, and succeeds when it is asked again.
            int[] askers = (i % 3) switch { 0 => [0], 1 => [1], _ => [0, 1] };
            await Task.WhenAll(askers.Select(silo => SubmitAsync(silo, $"{figure}{silo}", acknowledged)));
        }
        Return stored = (await RetryAsync(() => Get<ReturnGateway>(0).GetAsync(Own, Period)))!;
        Return other = (await RetryAsync(() => Get<ReturnGateway>(1).GetAsync(Own, Period)))!;
        // A silo that has not written since may show what it last saw; asked to write, it learns.
        Assert.Equal(acknowledged.Count, Math.Max(stored.Revision, other.Revision));
        Assert.Equal(acknowledged.Order(), acknowledged.Distinct().Order());
    }

    [Fact]
    public async Task The_same_request_to_both_owners_counts_once()
    {
        for (int i = 0; i < 10; i++)
        {
            string request = Guid.NewGuid().ToString();
            Outcome<Return>[] answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(silo => RetryAsync(() => WriteAsync(silo, "7", request))));
            Assert.Equal([i + 1, i + 1], answers.Select(answer => answer.Value.Revision));
        }
    }

    [Fact]
    public async Task A_cut_and_a_finish_by_two_owners_end_in_one_order_and_no_key_is_left()
    {
        for (int i = 0; i < 6; i++)
        {
            Period period = Period.TryParse($"{2030 + i}")!;
            string request = Guid.NewGuid().ToString();
            await Get<PeriodGateway>(0).OpenAsync(period);
            Assert.True((await RetryAsync(() => WriteAsync(0, "7", "", period))).IsAccepted);
            await Get<PeriodGateway>(0).CloseAsync(period);
            int cutter = i % 2, finisher = 1 - cutter;
            Task<Outcome<Edition>> cut = RetryAsync(() => Get<EditionGateway>(cutter).CutAsync(period, request));
            Task<Outcome<StoredPeriod>> finish = RetryAsync(() => Get<PeriodGateway>(finisher).FinishAsync(period));
            int latest = (await finish).Value.LatestEdition;
            // Cut before it, it is there; otherwise it is refused, and there is none.
            Assert.Equal(latest == 1 ? [] : [ProblemReason.PeriodFinished], (await cut).Problems.Select(problem => problem.Reason));
            foreach (int silo in (int[])[0, 1])
            {
                Assert.Equal(latest, (await RetryAsync(() => Get<PeriodGateway>(silo).FinishAsync(period))).Value.LatestEdition);
                Assert.Equal(ProblemReason.PeriodFinished, Assert.Single((await RetryAsync(() => Get<EditionGateway>(silo).CutAsync(period, ""))).Problems).Reason);
                Assert.Equal(new WrappedKey(period.Name, null), await Get<KeyVault>(silo).FindAsync(period.Name));
            }
        }
    }

    private async Task SubmitAsync(int silo, string figure, List<string> acknowledged)
    {
        string request = Guid.NewGuid().ToString();
        Outcome<Return> answer = await RetryAsync(() => WriteAsync(silo, figure, request));
        lock (acknowledged)
            acknowledged.Add($"{answer.Value.Revision}");
    }

    private Task<Outcome<Return>> WriteAsync(int silo, string figure, string request, Period? period = null) => Get<ReturnGateway>(silo).WriteAsync(Own, period ?? Period, ReturnState.Submitted,
        [new ReturnLine(new MeasureId("spd-01"), Stage.Delivered, decimal.Parse(figure, CultureInfo.InvariantCulture), 1000, "", "")], "", "", request);

    private static async Task<T> RetryAsync<T>(Func<Task<T>> call)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (NotAcknowledgedException) when (attempt < 50)
            {
            }
        }
    }

    private T Get<T>(int silo) where T : notnull => _silos[silo].Services.GetRequiredService<T>();

    private static async Task<IHost> StartAsync(string database)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(PostgresServer.FreePort(), gatewayPort: 0, serviceId: "benchmarking", clusterId: "benchmarking")
            .AddPostgresGrainStorage(database, EncryptionCertificates.None).AddPlatform(null));
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
