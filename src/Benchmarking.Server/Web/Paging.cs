namespace Benchmarking.Server.Web;

/// <summary>A page of a long list.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">Of how many, at least 1.</param>
/// <param name="Address">Where the list is.</param>
internal sealed record Paging(int Number, int Count, string Address)
{
    private const int Size = 100;

    /// <summary>The page of a list that an address asks for, or the nearest there is.</summary>
    public static Paging Of(int items, int number, string address)
    {
        int count = Math.Max(1, (items + Size - 1) / Size);
        return new(Math.Clamp(number, 1, count), count, address);
    }

    /// <summary>The items on it.</summary>
    public IEnumerable<T> Items<T>(IEnumerable<T> all) => all.Skip((Number - 1) * Size).Take(Size);
}
