using Benchmarking.Server.Hosting;
using Benchmarking.Server.Web;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Benchmarking.Server.Json;

/// <summary>
/// The door for programs that speak no gRPC: its calls as JSON over HTTP, by the <c>google.api.http</c> rules of the protos, and as gRPC-Web for browsers.
/// It is wherever HTTP is: on the port of calls, and on that of pages.
/// </summary>
internal static class JsonDoor
{
    /// <summary>What to do about a request that is none.</summary>
    public const string Remedy = "/openapi/v1.json has every call with its parameters.";

    private const string WebCall = "application/grpc-web";
    private const string CallPath = "/benchmarking.v1.";
    private static readonly PathString[] Paths = ["/v1", "/openapi"];

    // What gRPC-Web and scripts on other sites' pages send, and what they may read of an answer beside its body.
    private static readonly string[] Sent = ["authorization", "content-type", "grpc-timeout", "x-grpc-web", "x-user-agent"];
    private static readonly string[] Read = ["grpc-status", "grpc-message", "grpc-status-details-bin", "retry-after"];

    /// <summary>Adds what it needs.</summary>
    public static void Add(IGrpcServerBuilder grpc, BenchmarkingOptions options)
    {
        grpc.AddJsonTranscoding(json => json.TypeRegistry = JsonAnswer.Details);
        if (options.BrowserOrigins.Count > 0)
            grpc.Services.AddCors(cors => cors.AddDefaultPolicy(policy => Allow(policy, options)));
    }

    /// <summary>Puts it before the calls.</summary>
    public static void Use(WebApplication application, BenchmarkingOptions options)
    {
        application.UseWhen(IsFor, programs =>
        {
            programs.Use(SecurityHeaders.WriteAsync);
            if (options.BrowserOrigins.Count > 0)
                programs.UseCors();
        });
        application.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
    }

    /// <summary>Maps what tells of the calls, and where there is none.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        OpenApiEndpoint.Map(endpoints);
        endpoints.MapFallback("/v1/{**path}", context =>
            JsonAnswer.WriteAsync(context.Response, new RpcException(new(StatusCode.NotFound, $"There is no such call by {context.Request.Method}. {Remedy}"))));
    }

    /// <summary>Whether a request is a program's that comes by this door, rather than a reader's of pages.</summary>
    public static bool IsFor(HttpContext context) => Paths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) || IsWebCall(context.Request);

    // A browser asks first whether another site's page may make the call.
    private static bool IsWebCall(HttpRequest request) => request.ContentType?.StartsWith(WebCall, StringComparison.OrdinalIgnoreCase) == true
        || (HttpMethods.IsOptions(request.Method) && request.Path.Value?.StartsWith(CallPath, StringComparison.OrdinalIgnoreCase) == true && request.Headers.AccessControlRequestMethod.Count > 0);

    private static void Allow(CorsPolicyBuilder policy, BenchmarkingOptions options) => policy
        .WithOrigins([.. options.BrowserOrigins]).WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Put).WithHeaders(Sent).WithExposedHeaders(Read);
}
