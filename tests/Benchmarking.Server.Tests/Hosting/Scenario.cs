using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>Steps that many tests begin with, over the wire.</summary>
public static class Scenario
{
    /// <summary>Adds an organisation.</summary>
    public static async Task AddOrganisationAsync(this Api steward, string id, string sector = "local-authority", string region = "") =>
        await steward.Organisations.CreateOrganisationAsync(
            new() { OrganisationId = id, Organisation = new() { DisplayName = $"Name of {id}", Sector = sector, Region = region } });

    /// <summary>Opens a period for returns.</summary>
    public static async Task OpenAsync(this Api steward, string period) =>
        await steward.Periods.OpenPeriodAsync(new() { Name = $"periods/{period}" });

    /// <summary>Cuts the next edition of a period.</summary>
    public static async Task<Edition> CutAsync(this Api steward, string period, string requestId = "") =>
        await steward.Editions.CutEditionAsync(new() { Parent = $"periods/{period}", RequestId = requestId });

    /// <summary>A line of a return.</summary>
    public static ReturnLine Line(string measure, string numerator, string denominator, Stage stage = Stage.Delivered, string contract = "") =>
        new() { Measure = $"measures/{measure}", Stage = stage, Numerator = numerator, Denominator = denominator, Contract = contract };

    /// <summary>Sends organisations, and gives every answer.</summary>
    public static async Task<List<ImportOrganisationsResponse>> ImportOrganisationsAsync(this Api api, IEnumerable<Organisation> organisations)
    {
        using AsyncDuplexStreamingCall<ImportOrganisationsRequest, ImportOrganisationsResponse> call = api.Organisations.ImportOrganisations();
        long line = 1;
        foreach (Organisation organisation in organisations)
            await call.RequestStream.WriteAsync(new() { Line = ++line, Organisation = organisation });
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    /// <summary>Sends definitions of measures, and gives every answer.</summary>
    public static async Task<List<ImportMeasuresResponse>> ImportMeasuresAsync(this Api api, params IEnumerable<MeasureDefinition> definitions)
    {
        using AsyncDuplexStreamingCall<ImportMeasuresRequest, ImportMeasuresResponse> call = api.Measures.ImportMeasures();
        long line = 1;
        foreach (MeasureDefinition definition in definitions)
            await call.RequestStream.WriteAsync(new() { Line = ++line, Definition = definition });
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    /// <summary>Sends lines of returns, and gives everything that came back before the call ended, and how it ended.</summary>
    public static async Task<ImportResult> ImportReturnsAsync(this Api api, string period, IEnumerable<ImportLine> lines, string requestId = "", int inMessage = 1_000)
    {
        using AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> call = api.Returns.ImportReturns();
        List<ImportedLine> stored = [];
        List<V1.Problem> problems = [];
        // Not awaited: when the server ends the call early, a writer that waits for room is not always told.
        _ = WriteAsync();
        try
        {
            await foreach (ImportReturnsResponse response in call.ResponseStream.ReadAllAsync())
            {
                stored.AddRange(response.Stored);
                problems.AddRange(response.Problems);
            }
            return new(stored, problems, null);
        }
        catch (RpcException exception)
        {
            return new(stored, problems, exception);
        }

        async Task WriteAsync()
        {
            try
            {
                foreach (ImportLine[] some in lines.Chunk(inMessage))
                    await call.RequestStream.WriteAsync(new() { Period = $"periods/{period}", RequestId = requestId, Lines = { some } });
                await call.RequestStream.CompleteAsync();
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException)
            {
                // The server has ended the call already; its answer says why.
            }
        }
    }
}

/// <summary>What came of an import.</summary>
public sealed record ImportResult(IReadOnlyList<ImportedLine> Stored, IReadOnlyList<V1.Problem> Problems, RpcException? Error);
