using System.Text.RegularExpressions;
using Benchmarking.Server.Tests.House;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Benchmarking.Server.Tests.Web;

/// <summary>The machine's own Chromium, driven. Pictures of what it saw are left in artifacts/pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            // Chromium's own sandbox cannot be had by root, nor in many containers.
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A window of its own, with nothing kept from another.</summary>
    public async Task<Window> OpenAsync(string url, int width = 1280, int height = 900)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = width, Height = height } });
        return new(await context.NewPageAsync());
    }

    private static string Find() => ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no Chromium: tests/run installs it.");
}

/// <summary>A window of the browser, which notes every error that it meets.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly List<string> _errors = [];

    public Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.RequestFailed += (_, request) => _errors.Add($"{request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>What went wrong in it.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Signs in, by hand.</summary>
    public async Task SignInAsync(string key)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Your key").FillAsync(key);
        await Page.Keyboard.PressAsync("Enter");
        await ArriveAsync("/");
    }

    /// <summary>Waits until the window is at an address, whatever it was doing when it got there.</summary>
    public async Task ArriveAsync(string path)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex($"^http://[^/]+{Regex.Escape(path)}([?].*)?$"), new() { Timeout = 90_000 });
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>Keeps the window on a page that leads on by itself at once, so that it can be looked at.</summary>
    public Task StayAsync(string path) => Page.RouteAsync($"**{path}", async route =>
    {
        IAPIResponse answer = await route.FetchAsync();
        await route.FulfillAsync(new() { Response = answer, Body = Regex.Replace(await answer.TextAsync(), "<meta http-equiv=\"refresh\"[^>]*>", "") });
    });

    /// <summary>Every rule of WCAG 2.2 AA and of good practice that axe finds broken.</summary>
    public async Task<string> AxeAsync()
    {
        AxeResult result = await Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        return string.Join('\n', result.Violations.Select(violation => $"{Page.Url} {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }

    /// <summary>Whether the page is wider than the window.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Leaves a picture of the whole page.</summary>
    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(Repository.Root.FullName, "artifacts", "pages", $"{name}.png") });

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
