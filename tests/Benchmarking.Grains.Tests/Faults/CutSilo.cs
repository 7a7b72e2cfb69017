using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A platform with a sector of 24 members, two measures, and an amount that is the numerator of one of them.</summary>
public sealed class CutSilo : PlatformSilo
{
    private int _year = 1900;

    internal Sector Sector { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (Sector is not null)
            return;
        Sector = new(this);
        await Sector.AddMembersAsync(24);
        MeasureDefinition cash = new("cash", "Spent locally", "£", "higher", "amount", "", "", "", "", "", new("", "", "", "", "")) { NumeratorOf = "spd-01" };
        Assert.Empty((await Measures.ImportAsync([cash])).Problems);
    }

    /// <summary>A period with so many editions, and returns that the next one would take. Each of them has the same figures.</summary>
    internal async Task<Period> PrepareAsync(int editions, int seed = 1)
    {
        // Not a year after another: what the last period withheld would have a part in it.
        Period period = Period.TryParse($"{_year += 2}")!;
        for (int number = 1; number <= editions; number++)
        {
            await Sector.SubmitAsync(period, seed: -number);
            Assert.Equal(number, (await Editions.CutAsync(period, "")).Value.Number);
        }
        await Sector.SubmitAsync(period, seed);
        return period;
    }
}
