using System.Globalization;
using Benchmarking.Releases;
using Benchmarking.Server.Limits;
using Benchmarking.Server.Web;
using Microsoft.Net.Http.Headers;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// <c>/releases/{release}/downloads/{format}</c> at the door of pages, for anyone. Until a release can be read there is nothing there, whatever is asked and
/// however; afterwards a store on the way must ask each time whether it has been withdrawn.
/// </summary>
internal static class DownloadEndpoint
{
    private const string Pattern = "/releases/{release}/downloads/{format}";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods(Pattern, [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, string release, string format, ReleaseDownloads downloads, CallLimits limits)
    {
        try
        {
            // Files take work to make: counted as streams of calls are.
            using IDisposable lease = await limits.EnterAsync(ClientAddress.Of(context.Connection.RemoteIpAddress), isStream: true, context.RequestAborted);
            return await FindAsync(context, release, format, downloads);
        }
        catch (Exception exception) when (RefusalFilter.StatusOf(exception) is { } status)
        {
            RefusalFilter.TellWhen(exception, context);
            return Results.StatusCode(status);
        }
    }

    private static async Task<IResult> FindAsync(HttpContext context, string release, string format, ReleaseDownloads downloads)
    {
        if (ReleaseId.TryParse(release) is not { } id || DownloadKind.Find(format) is not { } kind || !TryReadRevision(context.Request.Query, out int? revision))
            return Results.NotFound();
        Outcome<DownloadFile> found = await downloads.FindAsync(id, revision, kind.Format);
        if (!found.IsAccepted)
            return found.Problems[0].Reason == ProblemReason.ReleaseUnknown ? Results.NotFound() : Results.StatusCode(StatusCodes.Status410Gone);
        DownloadFile file = found.Value;
        context.Response.Headers.CacheControl = "public, no-cache";
        // Weak, since on the way it may be compressed.
        return Results.Bytes(file.Bytes, file.MediaType, file.FileName, entityTag: new EntityTagHeaderValue($"\"{file.Digest}\"", isWeak: true));
    }

    // None means the latest.
    private static bool TryReadRevision(IQueryCollection query, out int? revision)
    {
        revision = null;
        if (!query.TryGetValue("revision", out Microsoft.Extensions.Primitives.StringValues texts))
            return true;
        bool isNumber = int.TryParse(texts, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        revision = number;
        return isNumber;
    }
}
