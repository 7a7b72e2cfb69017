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

    /// <summary>Asks for a page by any method, without a body.</summary>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path)
    {
        using HttpRequestMessage request = new(method, path);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A page that must be there.</summary>
    public async Task<IHtmlDocument> ReadAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {answer.Headers.Location}");
        return await ParseAsync(answer);
    }

    /// <summary>Sends a form of a page with what stands in its fields, some of them changed; a name that is given more than once has several values.</summary>
    public Task<HttpResponseMessage> SendAsync(IHtmlDocument page, string selector, params (string Name, string Value)[] changes)
    {
        IHtmlFormElement form = Assert.IsType<IHtmlFormElement>(page.QuerySelector(selector), exactMatch: false);
        string[] changed = [.. changes.Select(change => change.Name)];
        List<KeyValuePair<string, string>> fields = [.. FieldsOf(form).Where(field => !changed.Contains(field.Key)), .. changes.Select(change => KeyValuePair.Create(change.Name, change.Value))];
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

    // As browsers send them: boxes that are ticked, buttons not, and lines ended by both letters.
    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        foreach (IElement element in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            (string? name, string? value) = element switch
            {
                IHtmlInputElement { Type: "file" or "submit" } => (null, null),
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                _ => (element.GetAttribute("name"), ((IHtmlTextAreaElement)element).Value),
            };
            if (name is not null)
                yield return new(name, (value ?? "").ReplaceLineEndings("\r\n"));
        }
    }
}
