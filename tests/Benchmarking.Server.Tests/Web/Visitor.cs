using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Reads pages as a browser without scripts does: it keeps cookies, and sends a form with what stands in it.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;

    public Visitor(string url)
    {
        Cookies = new CookieContainer();
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = new Uri(url) };
    }

    public CookieContainer Cookies { get; }

    /// <summary>The cookie of the session; null when there is none.</summary>
    public Cookie? SessionCookie => Cookies.GetCookies(_client.BaseAddress!)["benchmarking-session"];

    /// <summary>Signs in with a key, and asserts that it did.</summary>
    public static async Task<Visitor> SignInAsync(string url, string key)
    {
        Visitor visitor = new(url);
        HttpResponseMessage answer = await visitor.SendAsync(await visitor.ReadAsync("/sign-in"), "form[action='/sign-in']", ("key", key));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    /// <summary>Asks for a page, and gives whatever came, redirections unfollowed.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>A page that must be there.</summary>
    public async Task<IHtmlDocument> ReadAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {answer.Headers.Location}");
        return await ParseAsync(answer);
    }

    /// <summary>Sends a form of a page with what stands in its fields, some of them changed.</summary>
    public Task<HttpResponseMessage> SendAsync(IHtmlDocument page, string selector, params (string Name, string Value)[] changes)
    {
        IHtmlFormElement form = Assert.IsType<IHtmlFormElement>(page.QuerySelector(selector), exactMatch: false);
        Dictionary<string, string> fields = FieldsOf(form);
        foreach ((string name, string value) in changes)
            fields[name] = value;
        return PostAsync(form.GetAttribute("action") ?? page.Location.PathName, fields);
    }

    /// <summary>Posts fields, whatever they are.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

    /// <summary>Posts a form with a file.</summary>
    public async Task<HttpResponseMessage> UploadAsync(IHtmlDocument page, string selector, string field, string fileName, byte[] bytes)
    {
        IHtmlFormElement form = Assert.IsType<IHtmlFormElement>(page.QuerySelector(selector), exactMatch: false);
        using MultipartFormDataContent content = [];
        foreach ((string name, string value) in FieldsOf(form))
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(bytes), field, fileName);
        return await _client.PostAsync(form.GetAttribute("action"), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Loads a page that loads itself again until it no longer does.</summary>
    public async Task<IHtmlDocument> UntilEndedAsync(string path)
    {
        for (int times = 0; times < 20_000; times++)
        {
            IHtmlDocument page = await ReadAsync(path);
            if (page.QuerySelector("meta[http-equiv='refresh']") is null)
                return page;
        }
        throw new InvalidOperationException($"{path} never ended.");
    }

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();

    private static Dictionary<string, string> FieldsOf(IHtmlFormElement form)
    {
        Dictionary<string, string> fields = [];
        foreach (IHtmlInputElement input in form.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(input => input.Type is not ("file" or "submit") && (input.Type != "radio" || input.IsChecked)))
            fields[input.Name!] = input.Value;
        foreach (IHtmlSelectElement select in form.QuerySelectorAll<IHtmlSelectElement>("select[name]"))
            fields[select.Name!] = select.Value ?? "";
        foreach (IHtmlTextAreaElement area in form.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name]"))
            fields[area.Name!] = area.Value;
        return fields;
    }
}
