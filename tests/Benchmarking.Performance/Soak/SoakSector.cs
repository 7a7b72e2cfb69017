using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Performance.Soak;

/// <summary>A synthetic sector on a server: organisations in two sectors with a key each, an open period, and one edition.</summary>
internal sealed class SoakSector : IDisposable
{
    /// <summary>Cuts of a period, before the next one opens: each edition must be safe beside all before it, so that each takes longer than the one before.</summary>
    private const int CutsOfPeriod = 5;

    private const int FirstPeriod = 2025;
    private const int Organisations = 60;
    private const int LinesOfReturn = 10;
    private readonly BenchmarkingClient _steward;
    private readonly BenchmarkingClient[] _members;
    private string[] _measures = [];
    private int _cuts;
    // The latest with an edition, which members ask about and return for.
    private string _period = $"{FirstPeriod}";

    private SoakSector(Uri server, string stewardKey)
    {
        _steward = new(server, stewardKey);
        _members = new BenchmarkingClient[Organisations];
    }

    /// <summary>Fills an empty server.</summary>
    public static async Task<SoakSector> FillAsync(Uri server, string stewardKey)
    {
        SoakSector sector = new(server, stewardKey);
        await sector._steward.Periods.OpenPeriodAsync(new() { Name = $"periods/{sector._period}" });
        sector._measures = await sector._steward.Measures.ReadAllAsync(new())
            .Where(measure => measure.Kind == MeasureKind.Percentage && measure.Stages.Contains(Stage.Delivered)).Select(measure => measure.Name).Take(LinesOfReturn).ToArrayAsync();
        for (int member = 0; member < Organisations; member++)
        {
            await sector._steward.Organisations.CreateOrganisationAsync(new()
            {
                OrganisationId = Id(member),
                Organisation = new() { DisplayName = $"Synthetic {member}", Sector = member % 2 == 0 ? "local-authority" : "housing-association", Region = $"region-{member / 2 % 3}" },
            });
            IssueKeyResponse key = await sector._steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = $"organisations/{Id(member)}" });
            sector._members[member] = new(server, key.Secret);
            await sector.SubmitAsync(new Random(member), member, sector._period);
        }
        await sector.CutAsync();
        return sector;
    }

    /// <summary>One call of one member: of ten, seven compare, two ask for a benchmark and one submits a return anew.</summary>
    public async Task CallAsync(Random random)
    {
        int member = random.Next(Organisations);
        string period = _period;
        string edition = $"periods/{period}";
        switch (random.Next(10))
        {
            case < 7:
                await _members[member].Benchmarks.CompareAsync(new() { Organisation = $"organisations/{Id(member)}", Edition = edition });
                break;
            case < 9:
                await _members[member].Benchmarks.GetBenchmarkAsync(new()
                {
                    Edition = edition,
                    Measure = _measures[random.Next(_measures.Length)],
                    Stage = Stage.Delivered,
                    Cohort = random.Next(2) == 0 ? "sector=local-authority" : "",
                });
                break;
            default:
                await SubmitAsync(random, member, period);
                break;
        }
    }

    /// <summary>Cuts the next edition; every few, that is the first of the next period, for which everyone has returned.</summary>
    public async Task CutAsync()
    {
        string period = $"{FirstPeriod + _cuts / CutsOfPeriod}";
        if (period != _period)
        {
            await _steward.Periods.OpenPeriodAsync(new() { Name = $"periods/{period}" });
            for (int member = 0; member < Organisations; member++)
                await SubmitAsync(new Random(member), member, period);
        }
        await _steward.Editions.CutEditionAsync(new() { Parent = $"periods/{period}" });
        _period = period;
        _cuts++;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _steward.Dispose();
        Array.ForEach(_members, member => member?.Dispose());
    }

    private async Task SubmitAsync(Random random, int member, string period)
    {
        SubmitReturnRequest request = new() { Name = $"organisations/{Id(member)}/returns/{period}" };
        request.Lines.AddRange(_measures.Select(measure => new ReturnLine { Measure = measure, Stage = Stage.Delivered, Numerator = $"{random.Next(300, 700)}", Denominator = "1000" }));
        await _members[member].Returns.SubmitReturnAsync(request);
    }

    private static string Id(int member) => $"soak-{member:000}";
}
