using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Pages behind a proxy that ends TLS: readers' browsers see https, and the server is asked over http.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task A_reader_signs_in_reads_and_signs_out()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync("--Benchmarking:BehindTlsProxy", "true");
        using HttpClient browser = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.PagesUrl) };
        Dictionary<string, string> cookies = [];
        using HttpResponseMessage form = await SendAsync(browser, cookies, HttpMethod.Get, "/sign-in");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        Assert.Contains("max-age", Assert.Single(form.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        using HttpResponseMessage signedIn = await SendAsync(browser, cookies, HttpMethod.Post, "/sign-in", ("__RequestVerificationToken", await TokenOfAsync(form)), ("key", server.Steward.Key));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.All(cookies.Keys, name => Assert.StartsWith("__Host-", name, StringComparison.Ordinal));
        using HttpResponseMessage page = await SendAsync(browser, cookies, HttpMethod.Get, "/periods");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using HttpResponseMessage signedOut = await SendAsync(browser, cookies, HttpMethod.Post, "/sign-out", ("__RequestVerificationToken", await TokenOfAsync(page)));
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        using HttpResponseMessage away = await SendAsync(browser, cookies, HttpMethod.Get, "/periods");
        Assert.StartsWith("/sign-in", away.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static async Task<string> TokenOfAsync(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector<IHtmlInputElement>("input[name='__RequestVerificationToken']")!.Value;

    // Cookies that travel over TLS only no client sends here by itself.
    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, Dictionary<string, string> cookies, HttpMethod method, string path, params (string Name, string Value)[] fields)
    {
        using HttpRequestMessage request = new(method, path);
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        HttpResponseMessage answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (string cookie in answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set : [])
        {
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            string[] pair = cookie.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }
        return answer;
    }
}
