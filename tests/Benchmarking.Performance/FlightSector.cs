using System.Globalization;
using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Performance;

/// <summary>A synthetic sector with one edition of many cells: 400 organisations in 100 crosses of region and size, and 60 percentages.</summary>
internal static class FlightSector
{
    /// <summary>The period of its edition.</summary>
    public const string Period = "2025";

    private const int Organisations = 400;
    private const int Measures = 60;
    private const int LinesInMessage = 1_000;

    /// <summary>Fills an empty server.</summary>
    /// <param name="steward">Calls with a steward's key.</param>
    public static async Task FillAsync(BenchmarkingClient steward)
    {
        using (AsyncDuplexStreamingCall<ImportMeasuresRequest, ImportMeasuresResponse> call = steward.Measures.ImportMeasures())
            await SendAsync(call, Enumerable.Range(0, Measures).Select(measure => new ImportMeasuresRequest { Line = measure + 2, Definition = Definition(measure) }));
        using (AsyncDuplexStreamingCall<ImportOrganisationsRequest, ImportOrganisationsResponse> call = steward.Organisations.ImportOrganisations())
            await SendAsync(call, Enumerable.Range(0, Organisations).Select(member => new ImportOrganisationsRequest { Line = member + 2, Organisation = Member(member) }));
        await steward.Periods.OpenPeriodAsync(new() { Name = $"periods/{Period}" });
        using (AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> call = steward.Returns.ImportReturns())
            await SendAsync(call, Lines().Chunk(LinesInMessage).Select(some => new ImportReturnsRequest { Period = $"periods/{Period}", Lines = { some } }));
        await steward.Editions.CutEditionAsync(new() { Parent = $"periods/{Period}" });
    }

    private static async Task SendAsync<TRequest, TResponse>(AsyncDuplexStreamingCall<TRequest, TResponse> call, IEnumerable<TRequest> requests)
    {
        Task<int> answers = call.ResponseStream.ReadAllAsync().CountAsync().AsTask();
        foreach (TRequest request in requests)
            await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        await answers;
    }

    private static MeasureDefinition Definition(int measure) =>
        new() { Id = $"flight-{measure:00}", DisplayName = $"Synthetic {measure}", Unit = "%", Direction = "higher", Kind = "percentage", Stages = "delivered" };

    private static Organisation Member(int member) => new()
    {
        Name = $"organisations/{Id(member)}",
        DisplayName = $"Synthetic {member}",
        Sector = "local-authority",
        Region = $"region-{member % 10}",
        SizeBandHomes = $"band-{member / 10 % 10}",
    };

    // The same each time: what is measured is the way of the figures, whatever they are.
    private static IEnumerable<ImportLine> Lines()
    {
        Random random = new(20261126);
        for (int line = 0; line < Organisations * Measures; line++)
        {
            string numerator = random.Next(300, 700).ToString(CultureInfo.InvariantCulture);
            yield return new() { Line = line + 1, Organisation = Id(line / Measures), Measure = $"flight-{line % Measures:00}", Stage = "delivered", Numerator = numerator, Denominator = "1000" };
        }
    }

    private static string Id(int member) => $"flight-{member:000}";
}
