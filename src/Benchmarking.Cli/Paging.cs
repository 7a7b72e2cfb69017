namespace Benchmarking.Cli;

/// <summary>All of a list that the server hands out in pages.</summary>
internal static class Paging
{
    public const int Size = 1000;

    public static async Task<List<T>> AllAsync<T>(Func<string, Task<(IEnumerable<T> Items, string NextPage)>> page)
    {
        List<T> all = [];
        string token = "";
        do
        {
            var (items, next) = await page(token);
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);
        return all;
    }
}
