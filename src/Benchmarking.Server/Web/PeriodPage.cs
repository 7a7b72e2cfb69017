using Benchmarking.Grains.Periods;
using Benchmarking.Returns;

namespace Benchmarking.Server.Web;

/// <summary>A steward's page of one period, which its address names.</summary>
internal abstract class PeriodPage(PeriodGateway periods) : SessionPage
{
    /// <summary>The period, once it was found.</summary>
    public StoredPeriod? Stored { get; private set; }

    /// <summary>Where it is kept.</summary>
    protected PeriodGateway Periods { get; } = periods;

    /// <summary>Reads it; false when it was never opened.</summary>
    /// <param name="period">The period as the address has it.</param>
    protected async Task<bool> FindPeriodAsync(string period) => (Stored = Period.TryParse(period) is { } read ? await Periods.GetAsync(read) : null) is not null;
}
