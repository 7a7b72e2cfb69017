using Benchmarking.Disclosure;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Benchmarking.Grains.Tests.Serialisation;

/// <summary>The policy on its way from the cut to the table grains: a parameter lost there would be its default, silently.</summary>
public sealed class DisclosurePolicyConverterTests
{
    [Fact]
    public void Every_parameter_arrives()
    {
        DisclosurePolicy sent = new()
        {
            Threshold = 11,
            SharePercent = 24.5m,
            CoalitionSize = 3,
            PrecisionPercent = 12.5m,
            PrecisionPoints = 6.25m,
            QuantileTail = 6,
            ProportionTail = 4,
            MostDimensionsCrossed = 1,
            FewestChanged = 7,
            CodingBandPoints = 2.5m,
            Defences = Defences.All & ~Defences.Residual,
        };
        using ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        Serializer serializer = services.GetRequiredService<Serializer>();
        Assert.Equal(sent, serializer.Deserialize<DisclosurePolicy>(serializer.SerializeToArray(sent)));
        Assert.Equal(sent, services.GetRequiredService<DeepCopier>().Copy(sent));
    }
}
