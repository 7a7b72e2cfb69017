using System.Collections.Concurrent;
using System.Reflection;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Measures;
using Benchmarking.Server.Services;
using Benchmarking.Server.Web.Figures;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Web;

/// <summary>What a page of a member asks of the grains.</summary>
public sealed class StandingReadsTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    [Fact]
    public async Task A_measure_with_its_trends_reads_the_list_of_periods_and_each_period_once()
    {
        IServiceProvider services = fixture.Server.Application.Services;
        IGrainFactory grains = DispatchProxy.Create<IGrainFactory, CountedGrains>();
        CountedGrains counted = (CountedGrains)grains;
        counted.Inner = services.GetRequiredService<IGrainFactory>();
        PeriodGateway periods = new(grains);
        using EditionGateway editions = new(grains, ActivatorUtilities.CreateInstance<PlatformMeter>(services), EditionCacheSize.Default);
        Choices choices = ActivatorUtilities.CreateInstance<Choices>(services, periods, editions);
        MeasureViews views = ActivatorUtilities.CreateInstance<MeasureViews>(services, ActivatorUtilities.CreateInstance<Trends>(services, periods, editions));
        OwnOrganisation own = (await services.GetRequiredService<KeyRing>().AuthenticateAsync(fixture.ContributorKey))!.Own!;

        Choice choice = (await choices.ReadAsync(own, null, null))!;
        MeasureView view = (await views.FindAsync(own, choice, MeasureId.TryParse("spd-01")))!;
        IReadOnlyList<TrendView> trends = await views.TrendsAsync(own, choice, view);

        Assert.Equal([2, 2], trends.Select(trend => trend.Periods.Count));
        Assert.All(trends, trend => Assert.All(trend.Periods, period => Assert.NotNull(period.Own)));
        Assert.All((string[])["periods", "periods/2024-25", "periods/2025-26"], key => Assert.Single(counted.Asked, key));
    }

    /// <summary>Notes the key of every grain that is asked for.</summary>
    public class CountedGrains : DispatchProxy
    {
        public IGrainFactory Inner { get; set; } = null!;

        public ConcurrentQueue<string> Asked { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (args is [string key, ..])
                Asked.Enqueue(key);
            return targetMethod!.Invoke(Inner, args);
        }
    }
}
