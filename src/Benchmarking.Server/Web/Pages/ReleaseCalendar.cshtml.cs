using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>What is announced and what is published, for anyone: titles and times, and nothing of what is to come.</summary>
[OpenToAll]
internal sealed class ReleaseCalendarPage(ReleaseGateway releases) : PageModel
{
    /// <summary>Those to come on this page, the next first.</summary>
    public IEnumerable<CalendarEntry> ToCome => Shown.Where(IsToCome);

    /// <summary>The others on this page, the latest first.</summary>
    public IEnumerable<CalendarEntry> Past => Shown.Where(entry => !IsToCome(entry));

    /// <summary>Which page of them.</summary>
    public Paging Paging { get; private set; } = new(1, 1, "");

    private IReadOnlyList<CalendarEntry> Shown { get; set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(int number = 1)
    {
        IReadOnlyList<CalendarEntry> all = await releases.CalendarAsync();
        Paging = Paging.Of(all.Count, number, "/releases/calendar");
        Shown = [.. Paging.Items(all.Where(IsToCome).Reverse().Concat(all.Where(entry => !IsToCome(entry))))];
    }

    /// <summary>Whether everyone can open it: what was withdrawn before its time never appeared.</summary>
    public static bool HasPage(CalendarEntry entry) => entry.State == ReleaseState.Published || entry.Withdrawal?.Time >= entry.PublishTime;

    /// <summary>What was said of its time.</summary>
    public static string Note(CalendarEntry entry) => entry switch
    {
        { Withdrawal: { } withdrawal } => $"Withdrawn: {withdrawal.Reason}",
        { Announcements: [.., var before, var last] } => $"Announced before for {LondonTime.ToText(before.PublishTime)}. {last.Reason}",
        { Announcements: [{ Reason: { Length: > 0 } reason }] } => reason,
        { Announcements: [] } => "Not announced ahead",
        _ => "",
    };

    private static bool IsToCome(CalendarEntry entry) => entry.State == ReleaseState.Scheduled;
}
