using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Benchmarking.Server.Errors;

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
        if (pageSize < 0)
            throw new Problem(0, "page_size", ProblemReason.NumberNegative, $"{pageSize} is below zero.", "Give 1 to 1,000, or 0 for 100.").ToException();
        int first = ReadToken(list, pageToken);
        int size = pageSize == 0 ? Usual : Math.Min(pageSize, Most);
        int next = Math.Min(first, items.Count) + Math.Min(size, items.Count - Math.Min(first, items.Count));
        return ([.. items.Skip(first).Take(size)],
            next < items.Count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list}:{next}"))) : "");
    }

    private static int ReadToken(string list, string token)
    {
        if (token.Length == 0)
            return 0;
        if (token.Length <= 500 && Base64Url.IsValid(token))
        {
            string text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (text.StartsWith(list + ":", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(list.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int first))
            {
                return first;
            }
        }
        throw new Problem(0, "page_token", ProblemReason.PageTokenInvalid, $"{Problem.Quote(token)} is no token of this list.",
            "Send the next_page_token of the last answer, with the same request.").ToException();
    }
}
