using Benchmarking.V1;

namespace Benchmarking.Server.Services;

/// <summary>Puts rows of a query together into messages that any client takes: its limit, unless it was raised, is 4 MB.</summary>
internal static class RowMessages
{
    /// <summary>Most rows of a message.</summary>
    public const int MostRows = 500;

    /// <summary>From so many bytes on a message gets no further row; a row that is added up from many cohorts has some 40 kB.</summary>
    public const int EnoughBytes = 500_000;

    /// <summary>The rows of each message, in their order; no message is empty.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<QueryRow>> Of(IAsyncEnumerable<QueryRow> rows)
    {
        List<QueryRow> message = [];
        int bytes = 0;
        await foreach (QueryRow row in rows)
        {
            message.Add(row);
            bytes += row.CalculateSize();
            if (message.Count < MostRows && bytes < EnoughBytes)
                continue;
            yield return message;
            (message, bytes) = ([], 0);
        }
        if (message.Count > 0)
            yield return message;
    }
}
