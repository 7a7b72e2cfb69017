using System.Security.Cryptography;
using Benchmarking.Server.Limits;
using Grpc.Core;
using Microsoft.Net.Http.Headers;

namespace Benchmarking.Server.Json;

/// <summary><c>/openapi/v1.json</c>, for anyone: it tells what may be asked, and nothing that was.</summary>
internal static class OpenApiEndpoint
{
    private static readonly Lazy<(byte[] Bytes, EntityTagHeaderValue Tag)> Document = new(() =>
    {
        byte[] bytes = OpenApiDocument.Write();
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\""));
    });

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/openapi/v1.json", AnswerAsync);

    private static async Task AnswerAsync(HttpContext context, CallLimits limits)
    {
        try
        {
            using IDisposable lease = await limits.EnterAsync(ClientAddress.Of(context.Connection.RemoteIpAddress), isStream: false, context.RequestAborted);
            context.Response.Headers.CacheControl = "public, no-cache";
            await Results.Bytes(Document.Value.Bytes, "application/json; charset=utf-8", entityTag: Document.Value.Tag).ExecuteAsync(context);
        }
        catch (RpcException refusal)
        {
            await JsonAnswer.WriteAsync(context.Response, refusal);
        }
    }
}
