using System.Globalization;
using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Announces a release for a day, or another day, and freezes its figures.</summary>
[Needs("ReleaseService/ScheduleRelease", Posting = ["ReleaseService/ScheduleRelease"])]
internal sealed class DraftSchedulePage(DraftGateway drafts, PageJournal journal, PublicationRules rules, TimeProvider clock) : DraftPage(drafts, journal)
{
    /// <summary>The day of the month.</summary>
    [BindProperty]
    public string? Day { get; set; }

    /// <summary>The month's number.</summary>
    [BindProperty]
    public string? Month { get; set; }

    /// <summary>The year.</summary>
    [BindProperty]
    public string? Year { get; set; }

    /// <summary>The time of that day.</summary>
    [BindProperty]
    public string? Time { get; set; }

    /// <summary>Why at short notice, or why the time changes.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The first day that needs no reason.</summary>
    public DateOnly Earliest => rules.EarliestDay(clock.GetUtcNow());

    /// <summary>Campaigns that are not over.</summary>
    public IEnumerable<PreElectionPeriod> Elections => rules.PreElectionPeriods.Where(period => period.Last >= LondonTime.DateOf(clock.GetUtcNow()));

    /// <summary>Proposes the first day that needs no reason, at the usual time; of what is scheduled already, its time.</summary>
    public void OnGet()
    {
        DateOnly day = Release.PublishTime is { } time ? LondonTime.DateOf(time) : Earliest;
        (Day, Month, Year) = (Text($"{day.Day}"), Text($"{day.Month}"), Text($"{day.Year}"));
        Time = Release.PublishTime is { } known ? LondonTime.TimeOf(known) : LondonTime.Usual;
    }

    /// <summary>Announces it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Outcome<DateTimeOffset> time = LondonTime.Parse(Date, Time);
        Outcome<OwnRelease> scheduled = time.IsAccepted
            ? await ChangeAsync("ReleaseService/ScheduleRelease", Reason, (reason, id) => Drafts.ScheduleAsync(Body, Release.Id, time.Value, reason, Etag ?? "", id))
            : Outcome.Refused<OwnRelease>(time.Problems);
        if (scheduled.IsAccepted)
            return LocalRedirect(Address());
        Note(scheduled.Problems, field => field switch { "publish_date" => "day", "publish_time_of_day" => "time", "reason" => "reason", _ => "" });
        return Page();
    }

    // Nothing at all is no date that could be wrong.
    private string Date => string.Concat(Day, Month, Year).Trim() is "" ? "" : $"{Padded(Year, 4)}-{Padded(Month, 2)}-{Padded(Day, 2)}";

    private static string Padded(string? text, int letters) => (text ?? "").Trim().PadLeft(letters, '0');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
