using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Services;

/// <summary>Measures over gRPC.</summary>
internal sealed class MeasureGrpcService(MeasureGateway measures) : MeasureService.MeasureServiceBase
{
    /// <inheritdoc/>
    public override async Task<V1.Measure> GetMeasure(GetMeasureRequest request, ServerCallContext context)
    {
        MeasureId id = Names.Measure(request.Name);
        return ((await measures.GetAsync()).Find(id) ?? throw MeasureId.Unknown(id.Value).ToException()).ToWire();
    }

    /// <inheritdoc/>
    public override async Task<ListMeasuresResponse> ListMeasures(ListMeasuresRequest request, ServerCallContext context)
    {
        Catalogue catalogue = await measures.GetAsync();
        (IReadOnlyList<Measures.Measure> page, string next) = Pages.Of(catalogue.Measures, "measures", request.PageSize, request.PageToken);
        ListMeasuresResponse response = new() { NextPageToken = next };
        response.Measures.AddRange(page.Select(MeasureMapping.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task ImportMeasures(
        IAsyncStreamReader<ImportMeasuresRequest> requestStream, IServerStreamWriter<ImportMeasuresResponse> responseStream, ServerCallContext context)
    {
        List<Measures.MeasureDefinition> definitions = [];
        await foreach (ImportMeasuresRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            Imports.CheckCount(definitions.Count + 1, Catalogue.MostMeasures);
            definitions.Add(request.Definition.ToDefinition(request.Line));
        }
        Outcome<(Catalogue Before, Catalogue After)> outcome = await measures.ImportAsync(definitions);
        if (!outcome.IsAccepted)
            await Imports.RefuseAsync(outcome.Problems, problem => responseStream.WriteAsync(new() { Problem = problem.ToWire() }));
        foreach (Measures.MeasureDefinition definition in definitions)
        {
            MeasureId id = MeasureId.TryParse(definition.Id)!;
            int revision = outcome.Value.After.Find(id)!.Revision;
            bool changed = outcome.Value.Before.Find(id)?.Revision != revision;
            await responseStream.WriteAsync(new() { Stored = new() { Line = definition.Line, Measure = id.Name, Revision = revision, Changed = changed } });
        }
    }
}
