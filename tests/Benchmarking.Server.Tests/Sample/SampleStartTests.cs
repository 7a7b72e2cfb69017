using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Sample;

/// <summary>A start with the sample, of a store that had it before.</summary>
public sealed class SampleStartTests : IDisposable
{
    private const string Name = "periods/2025-26";
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Once_its_editions_were_withdrawn_or_its_period_finished_without_one_that_is_said_and_the_server_goes_on(bool isCut)
    {
        await using (TestServer server = await TestServer.StartAsync(_directory))
        {
            await server.Steward.OpenAsync("2025-26");
            if (isCut)
                await CutAndWithdrawAsync(server.Steward);
            await server.Steward.Periods.ClosePeriodAsync(new() { Name = Name });
            await server.Steward.Periods.FinishPeriodAsync(new() { Name = Name });
        }
        await using BuiltProgram started = BuiltProgram.Start("Benchmarking.Server", ["--sample"], new Dictionary<string, string>
        {
            ["Benchmarking__Listen"] = "http://127.0.0.1:0",
            ["Benchmarking__WebListen"] = "http://127.0.0.1:0",
            ["Benchmarking__DataDirectory"] = _directory.Path,
        });
        Assert.Contains("Name an empty Benchmarking:DataDirectory", await started.LineAsync("no figures of it are left to show"), StringComparison.Ordinal);
        await started.LineAsync("Ctrl+C stops it");
    }

    private static async Task CutAndWithdrawAsync(Api steward)
    {
        await steward.AddOrganisationAsync("sample-la-001");
        ImportLine line = new() { Line = 1, Organisation = "sample-la-001", Measure = "spd-01", Stage = "delivered", Numerator = "20", Denominator = "80" };
        Assert.Null((await steward.ImportReturnsAsync("2025-26", [line])).Error);
        Edition edition = await steward.CutAsync("2025-26");
        await steward.Editions.WithdrawEditionAsync(new() { Name = edition.Name, Reason = "Only tried." });
    }
}
