using System.Globalization;
using Benchmarking.Editions;
using Benchmarking.Queries;

namespace Benchmarking.Server.Mapping;

/// <summary>
/// Where a query's next page begins, of which editions and of which rows. A token of another query, or of one whose measures were changed since, is
/// refused; a page goes on in the editions that the first was of, whatever is the latest by now.
/// </summary>
/// <param name="Editions">The numbers of the editions, in the order asked.</param>
/// <param name="Fingerprint">The plan's.</param>
/// <param name="Position">The row, from 0.</param>
internal sealed record QueryToken(string Editions, string Fingerprint, long Position)
{
    private const string List = "query";

    /// <summary>The token of a position in a plan.</summary>
    public static string Of(QueryPlan plan, IEnumerable<Edition> editions, long position) => Pages.TokenOf($"{List}:{NumbersOf(editions)}:{plan.Fingerprint}", position);

    /// <summary>Reads a token; null for none.</summary>
    public static QueryToken? Read(string token) => token.Length == 0 ? null
        : Pages.TryRead(token)?.Split(':') is [List, var editions, var fingerprint, var position]
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out long row) && row <= QueryPlan.MostRows
            ? new(editions, fingerprint, row) : throw Pages.Invalid(token);

    /// <summary>The edition's number that a token holds on to; null when it has none there.</summary>
    public int? NumberOf(int edition) => Editions.Split('.').ElementAtOrDefault(edition) is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Whether the token is one of a plan.</summary>
    public bool IsOf(QueryPlan plan, IEnumerable<Edition> editions) => Fingerprint == plan.Fingerprint && Editions == NumbersOf(editions) && Position <= plan.RowCount;

    private static string NumbersOf(IEnumerable<Edition> editions) => string.Join('.', editions.Select(edition => edition.Number.ToString(CultureInfo.InvariantCulture)));
}
