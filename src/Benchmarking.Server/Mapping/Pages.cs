using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Benchmarking.Server.Errors;
using Grpc.Core;

namespace Benchmarking.Server.Mapping;

/// <summary>Cuts a list into pages; a token says where the next one begins and of which list it is.</summary>
internal static class Pages
{
    private const int Usual = 100;
    private const int Most = 1_000;

    /// <summary>The items of a page and the token of the next; an empty token on the last.</summary>
    /// <param name="items">The whole list, in a stable order.</param>
    /// <param name="list">Names the list, so that a token of another one is refused.</param>
    /// <param name="pageSize">0 for the usual size.</param>
    /// <param name="pageToken">Empty for the first page.</param>
    public static (IReadOnlyList<T> Items, string NextPageToken) Of<T>(IReadOnlyList<T> items, string list, int pageSize, string pageToken)
    {
        int size = SizeOf(pageSize);
        int first = (int)Math.Min(ReadPosition(list, pageToken, int.MaxValue) ?? 0, items.Count);
        int next = first + Math.Min(size, items.Count - first);
        return ([.. items.Skip(first).Take(size)], next < items.Count ? TokenOf(list, next) : "");
    }

    /// <summary>How many items a page has at most.</summary>
    /// <param name="pageSize">0 for the usual size.</param>
    /// <param name="usual">The usual size.</param>
    /// <param name="most">The largest.</param>
    public static int SizeOf(int pageSize, int usual = Usual, int most = Most) => pageSize switch
    {
        < 0 => throw new Problem(0, "page_size", ProblemReason.NumberNegative, $"{pageSize} is below zero.", $"Give 1 to {most:N0}, or 0 for {usual:N0}.").ToException(),
        0 => usual,
        _ => Math.Min(pageSize, most),
    };

    /// <summary>The token of the page that begins at a position.</summary>
    public static string TokenOf(string list, long position) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list}:{position}")));

    /// <summary>The position at which a token's page begins; null for the first page.</summary>
    /// <param name="list">Names the list.</param>
    /// <param name="token">The token; empty for the first page.</param>
    /// <param name="greatest">The greatest position that a token of the list can have.</param>
    public static long? ReadPosition(string list, string token, long greatest = long.MaxValue)
    {
        if (token.Length == 0)
            return null;
        return TryRead(token) is { } text && text.StartsWith(list + ":", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(list.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long position) && position <= greatest
            ? position : throw Invalid(token);
    }

    /// <summary>What a token says; null when it is none.</summary>
    public static string? TryRead(string token) => token.Length <= 500 && Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;

    /// <summary>The error of a token that is none of a list.</summary>
    public static RpcException Invalid(string token) => new Problem(0, "page_token", ProblemReason.PageTokenInvalid, $"{Problem.Quote(token)} is no token of this list.",
        "Send the next_page_token of the last answer, with the same request.").ToException();
}
