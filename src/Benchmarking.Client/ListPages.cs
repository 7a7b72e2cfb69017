using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Client;

/// <summary>Reads a list to its end, a page at a time, as its items are wanted.</summary>
internal static class ListPages
{
    private const int Largest = 1000;

    /// <param name="request">The first page's. It is copied: whoever made it may use it again.</param>
    /// <param name="call">Asks for a page.</param>
    /// <param name="items">What a page holds.</param>
    public static IAsyncEnumerable<TItem> ReadAsync<TRequest, TResponse, TItem>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> call, Func<TResponse, IEnumerable<TItem>> items)
        where TRequest : class, IMessage<TRequest> where TResponse : IMessage<TResponse>
    {
        // Said at once, and not when the first item is wanted.
        ArgumentNullException.ThrowIfNull(request);
        return PagesAsync(request.Clone(), call, items);
    }

    private static async IAsyncEnumerable<TItem> PagesAsync<TRequest, TResponse, TItem>(TRequest page, Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> call,
        Func<TResponse, IEnumerable<TItem>> items, [EnumeratorCancellation] CancellationToken cancellation = default)
        where TRequest : IMessage<TRequest> where TResponse : IMessage<TResponse>
    {
        // Few large pages are less work than many small ones, unless the caller has a size in mind.
        if (Field(page, "page_size").GetValue(page) is 0) Field(page, "page_size").SetValue(page, Largest);
        string token;
        do
        {
            var response = await call(page, new(cancellationToken: cancellation)).ConfigureAwait(false);
            foreach (var item in items(response)) yield return item;
            token = (string)Field(response, "next_page_token").GetValue(response);
            Field(page, "page_token").SetValue(page, token);
        }
        while (token.Length > 0);
    }

    // AIP-158 gives every list the same fields.
    private static Google.Protobuf.Reflection.IFieldAccessor Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name).Accessor;
}
