using Benchmarking.Server.Tests.Hosting;
using Microsoft.Playwright;

namespace Benchmarking.Server.Tests.Web;

/// <summary>The pages in a real browser: by keyboard alone, narrow, enlarged, and looked over by axe.</summary>
public sealed class BrowserTests(PagesFixture fixture, Browser browser) : IClassFixture<PagesFixture>, IClassFixture<Browser>
{
    // A window of 1,280 enlarged to 200 % is one of 640; 320 is what WCAG 1.4.10 asks for.
    private static readonly int[] Widths = [1280, 640, 320];

    [Theory]
    [MemberData(nameof(PageTests.Addresses), MemberType = typeof(PageTests))]
    [InlineData("/nothing-here", null)]
    public async Task A_page_breaks_no_rule_of_accessibility_and_fits_every_window(string address, string? call)
    {
        await using Window window = await browser.OpenAsync(fixture.Url);
        if (call is not null)
            await window.SignInAsync(fixture.KeyFor(call));
        await window.StayAsync("/signed-in");
        foreach (int width in Widths)
        {
            await window.Page.SetViewportSizeAsync(width, 900);
            await window.Page.GotoAsync(address);
            Assert.Equal("", await window.AxeAsync());
            Assert.False(await window.ScrollsSidewaysAsync(), $"{address} at {width}");
            await window.PictureAsync($"{(address == "/" ? "first" : address.Trim('/').Replace('/', '-'))}-{width}");
        }
        // A page that is not there is an error to the browser's console, and rightly.
        Assert.DoesNotContain(window.Errors, error => !error.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_gets_from_the_first_page_to_a_measure_by_keyboard_alone()
    {
        await using Window window = await browser.OpenAsync(fixture.Url);
        IPage page = window.Page;
        await page.GotoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await FocusedAsync(page));
        await TabToAsync(page, "Sign in");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/sign-in");
        await TabToAsync(page, "key");
        await page.Keyboard.TypeAsync("bmk_wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        Assert.Contains("There is a problem", await FocusedAsync(page), StringComparison.Ordinal);
        await TabToAsync(page, "key");
        await page.Keyboard.TypeAsync(fixture.ContributorKey);
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/");
        await TabToAsync(page, "Where we stand");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/where-we-stand");
        await TabToAsync(page, "Spend with local suppliers");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/where-we-stand/spd-01");
        Assert.Equal("Spend with local suppliers", await page.Locator("h1").TextContentAsync());
        await TabToAsync(page, "Sign out");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).CountAsync());
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task A_member_returns_its_figures_by_keyboard_alone()
    {
        await fixture.Steward.OpenAsync("2050");
        await using Window window = await browser.OpenAsync(fixture.Url, width: 640);
        IPage page = window.Page;
        await window.SignInAsync(fixture.ContributorKey);
        await TabToAsync(page, "Your returns");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/returns");
        await TabToAsync(page, "2050");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/returns/2050");
        await TabToAsync(page, "Enter figures");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/returns/2050/edit");
        await TabToAsync(page, "row-0-numerator");
        await page.Keyboard.TypeAsync("1,5");
        await TabToAsync(page, "row-0-denominator");
        await page.Keyboard.TypeAsync("5");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        Assert.Equal("", await window.AxeAsync());
        await window.PictureAsync("edit-with-errors-640");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("row-0-numerator", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1.5");
        await TabToAsync(page, "Save draft and check");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/returns/2050/check");
        Assert.Equal("", await window.AxeAsync());
        await window.PictureAsync("check-640");
        await TabToAsync(page, "Submit return");
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("/returns/2050/submitted");
        Assert.Equal("", await window.AxeAsync());
        await window.PictureAsync("submitted-640");
        Assert.Empty(window.Errors);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public async Task A_publisher_drafts_schedules_publishes_revises_and_withdraws_by_keyboard_alone(int width)
    {
        string release = $"a-body.by-keys-{width}", corrected = $"Typed by keys, corrected at {width}";
        await using Window window = await browser.OpenAsync(fixture.Url, width);
        IPage page = window.Page;
        await window.SignInAsync(fixture.PublisherKey);
        await PressAsync(page, "Your releases", "Start a release");
        await window.ArriveAsync("/drafts/new");
        await TypeAsync(page, ("title", "Typed by keys"), ("short-name", release["a-body.".Length..]));
        await page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync($"/drafts/{release}/edit");
        await TypeAsync(page, ("publisher", "A body"), ("summary", "What members spend locally."));
        await PressAsync(page, "Add a section");
        await Assertions.Expect(page.Locator("#sections-1-heading")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Spending");
        await PressAsync(page, "Add a table to section 1");
        await Assertions.Expect(page.Locator("#sections-1-tables-1")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Local spend");
        await TickAsync(page, "2025-26, edition 1", "Spend with local suppliers, delivered (spd-01)", "Region: south");
        await LookAsync(window, $"table-open-{width}");
        await PressAsync(page, "Done with this table");
        // What is missing is told, and leads to its field.
        await PressAsync(page, "Add somebody");
        await TypeAsync(page, ("access-1-hours", "99"));
        await PressAsync(page, "Save and preview");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        await LookAsync(window, $"draft-with-errors-{width}");
        await PressAsync(page, "Access before publication, line 1: enter the person's role");
        await Assertions.Expect(page.Locator("#access-1-who")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Chief executive");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("12");
        await TypeAsync(page, ("methods", "Means of members' own percentages."), ("limits", "Small groups are not shown."));
        await PressAsync(page, "Save and preview");
        await window.ArriveAsync($"/drafts/{release}/preview");
        await LookAsync(window, $"preview-{width}");
        await PressAsync(page, "schedule it");
        await window.ArriveAsync($"/drafts/{release}/schedule");
        await PressAsync(page, "Schedule");
        await window.ArriveAsync($"/drafts/{release}");
        await LookAsync(window, $"draft-scheduled-{width}");
        await PressAsync(page, "Publish now");
        await window.ArriveAsync($"/drafts/{release}/publish");
        await TypeAsync(page, ("reason", "agreed with all"));
        await PressAsync(page, "Publish now");
        await window.ArriveAsync($"/drafts/{release}");
        await PressAsync(page, "Revise");
        await window.ArriveAsync($"/drafts/{release}/revise");
        await TypeAsync(page, ("title", corrected));
        await PressAsync(page, "Preview the revision");
        await page.WaitForSelectorAsync("#reason");
        await LookAsync(window, $"revision-{width}");
        await TypeAsync(page, ("reason", "the title was wrong"));
        await PressAsync(page, "Publish the revision");
        await window.ArriveAsync($"/drafts/{release}");
        await PressAsync(page, "Read it as everyone does");
        await window.ArriveAsync($"/releases/{release}");
        Assert.Equal(corrected, await page.Locator("h1").TextContentAsync());
        await PressAsync(page, "Your releases");
        await window.ArriveAsync("/drafts");
        await PressAsync(page, corrected);
        await window.ArriveAsync($"/drafts/{release}");
        await PressAsync(page, "Withdraw");
        await window.ArriveAsync($"/drafts/{release}/withdraw");
        await TypeAsync(page, ("reason", "tried out"));
        await PressAsync(page, "Withdraw");
        await window.ArriveAsync($"/drafts/{release}");
        await LookAsync(window, $"draft-withdrawn-{width}");
        Assert.Empty(window.Errors);
    }

    [Theory]
    [InlineData(320, "2051")]
    [InlineData(640, "2052")]
    public async Task A_steward_decides_on_a_cohort_and_closes_and_finishes_a_period_by_keyboard_alone(int width, string period)
    {
        await fixture.Steward.OpenAsync(period);
        await fixture.ProposeAsync(period);
        await using Window window = await browser.OpenAsync(fixture.Url, width);
        IPage page = window.Page;
        await window.SignInAsync(fixture.Steward.Key);
        await PressAsync(page, "Periods", period, "1 to decide, of 1");
        await window.ArriveAsync($"/periods/{period}/proposals");
        await PressAsync(page, "Region: north or south");
        await window.ArriveAsync($"/periods/{period}/proposals/1");
        // What is missing is told, and leads to its field.
        await PressAsync(page, "Accept");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        await LookAsync(window, $"proposal-with-error-{width}");
        await TypeAsync(page, ("reason", "needed by the new authority"));
        await PressAsync(page, "Accept");
        await window.ArriveAsync($"/periods/{period}/proposals");
        await PressAsync(page, $"Collection of {period}", "Close to returns", "Finish this period for good");
        await window.ArriveAsync($"/periods/{period}/finish");
        await LookAsync(window, $"finish-{width}");
        await PressAsync(page, $"Finish {period} for good");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        await LookAsync(window, $"finish-with-error-{width}");
        await TickAsync(page, $"I am certain that no more editions of {period} will be cut");
        await PressAsync(page, $"Finish {period} for good");
        await Assertions.Expect(page.Locator(".govuk-panel__title")).ToHaveTextAsync("Period finished", new() { Timeout = 90_000 });
        await LookAsync(window, $"finished-{width}");
        await PressAsync(page, $"Collection of {period}", "What to do if a try to finish it broke off");
        await window.ArriveAsync($"/periods/{period}/finish");
        await LookAsync(window, $"finish-once-more-{width}");
        Assert.Empty(window.Errors);
    }

    private static async Task PressAsync(IPage page, params string[] names)
    {
        foreach (string name in names)
        {
            await TabToAsync(page, name);
            bool isWithin = await page.EvaluateAsync<bool>("(document.activeElement.getAttribute('href') || '').startsWith('#')");
            // A step of a form leads to a page of the same address: what is there now must be gone.
            await page.EvaluateAsync("document.documentElement.dataset.old = 'yes'");
            await page.Keyboard.PressAsync("Enter");
            if (!isWithin)
                await page.WaitForSelectorAsync("html:not([data-old])", new() { State = WaitForSelectorState.Attached, Timeout = 90_000 });
            await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        }
    }

    private static async Task TypeAsync(IPage page, params (string Field, string Text)[] texts)
    {
        foreach ((string field, string text) in texts)
        {
            await TabToAsync(page, field);
            await page.Keyboard.PressAsync("Control+A");
            await page.Keyboard.TypeAsync(text);
        }
    }

    private static async Task TickAsync(IPage page, params string[] labels)
    {
        foreach (string label in labels)
        {
            ILocator box = page.GetByLabel(label, new() { Exact = true });
            // What is folded away is opened first.
            if (await box.EvaluateAsync<string>("box => box.closest('details:not([open])')?.querySelector('summary').innerText.replace(/\\s+/g, ' ').trim() || ''") is { Length: > 0 } heading)
            {
                await TabToAsync(page, heading);
                await page.Keyboard.PressAsync("Enter");
            }
            await TabToAsync(page, (await box.GetAttributeAsync("id"))!);
            await page.Keyboard.PressAsync("Space");
        }
    }

    private static async Task LookAsync(Window window, string name)
    {
        Assert.Equal("", await window.AxeAsync());
        Assert.False(await window.ScrollsSidewaysAsync(), name);
        await window.PictureAsync(name);
    }

    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("(document.activeElement.id && document.activeElement.matches('input,select,textarea') ? document.activeElement.id : (document.activeElement.innerText || '').replace(/\\s+/g, ' ')).trim()");

    // Every stop on the way must show that it is one.
    private static async Task TabToAsync(IPage page, string name)
    {
        for (int stops = 0; stops < 300; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("(() => { const s = getComputedStyle(document.activeElement); return document.activeElement === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"));
            if (await FocusedAsync(page) == name)
                return;
        }
        Assert.Fail($"No stop is \"{name}\".");
    }
}
