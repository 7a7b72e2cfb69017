using Benchmarking.Releases;

namespace Benchmarking.Tests.Releases;

public sealed class ReleaseLifeTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PublicationRules Rules = new([new("local elections", new(2027, 3, 29), new(2027, 5, 6)), new("a by-election", new(2027, 5, 7), new(2027, 5, 20))]);
    private static readonly ReleaseLife Draft = ReleaseLife.Begin(ReleaseId.TryParse("a-body.a-release")!, "Title", Now);

    private static DateTimeOffset At(string date) => LondonTime.Parse(date, "").Value;

    private static ReleaseLife Scheduled => Draft.Schedule(At("2027-06-01"), "digest", "", Now, Rules).Value;

    [Fact]
    public void What_state_it_is_in_follows_from_the_clock_alone()
    {
        DateTimeOffset time = At("2027-06-01");
        Assert.Equal(ReleaseState.Draft, Draft.StateAt(DateTimeOffset.MaxValue));
        Assert.Equal(ReleaseState.Scheduled, Scheduled.StateAt(time.AddTicks(-1)));
        Assert.Equal(ReleaseState.Published, Scheduled.StateAt(time));
        Assert.Null(Scheduled.RevisionAt(time.AddTicks(-1), null));
        Assert.Null(Scheduled.HeadlineAt(time.AddTicks(-1)));
        Assert.Equal("digest", Scheduled.RevisionAt(time, null)!.Digest);
        Assert.Equal("Title", Scheduled.CalendarAt(time.AddTicks(-1))!.Title);
        Assert.Null(Draft.CalendarAt(time));
    }

    [Theory]
    [InlineData("2027-03-28", "", ProblemReason.NoticeTooShort)]
    [InlineData("2027-03-29", "", ProblemReason.PreElectionPeriod)] // four weeks ahead to the day, and the first of the campaign
    [InlineData("2027-05-06", "because", ProblemReason.PreElectionPeriod)] // a reason opens no campaign
    [InlineData("2027-05-20", "", ProblemReason.PreElectionPeriod)]
    [InlineData("2027-03-01", "because", ProblemReason.TimeOutOfRange)] // half past nine today has passed
    [InlineData("2029-03-02", "", ProblemReason.TimeOutOfRange)]
    public void A_time_too_early_or_in_a_campaign_is_refused(string date, string reason, ProblemReason refusal) =>
        Assert.Equal(refusal, Assert.Single(Draft.Schedule(At(date), "digest", reason, Now, Rules).Problems).Reason);

    [Fact]
    public void A_refusal_names_the_first_day_that_will_do()
    {
        Assert.Contains("2027-05-21", Assert.Single(Draft.Schedule(At("2027-04-20"), "digest", "", Now, Rules).Problems).Remedy, StringComparison.Ordinal);
        Assert.Contains("2027-05-21", Assert.Single(Draft.Schedule(At("2027-03-20"), "digest", "", Now, Rules).Problems).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-03-28", "a minister asked for it")]
    [InlineData("2027-05-21", "")]
    public void With_a_reason_or_four_weeks_ahead_it_is_scheduled(string date, string reason) =>
        Assert.Equal(ReleaseState.Scheduled, Draft.Schedule(At(date), "digest", reason, Now, Rules).Value.StateAt(Now));

    [Fact]
    public void Another_time_needs_a_reason_and_both_are_kept()
    {
        Assert.Equal(ProblemReason.FieldRequired, Assert.Single(Scheduled.Schedule(At("2027-07-01"), "digest", "", Now, Rules).Problems).Reason);
        ReleaseLife moved = Scheduled.Schedule(At("2027-07-01"), "digest", "late figures", Now, Rules).Value;
        Assert.Equal([At("2027-06-01"), At("2027-07-01")], moved.Announcements.Select(announcement => announcement.PublishTime));
        Assert.Equal(At("2027-07-01"), moved.CalendarAt(Now)!.PublishTime);
    }

    [Fact]
    public void Just_before_it_appears_nothing_changes_any_more_but_it_can_be_withdrawn()
    {
        DateTimeOffset late = At("2027-06-01") - ReleaseLife.Standstill;
        Assert.True(Scheduled.Update("Other", "other", late.AddTicks(-1)).IsAccepted);
        Assert.Equal(ProblemReason.ReleaseStateWrong, Assert.Single(Scheduled.Update("Other", "other", late).Problems).Reason);
        Assert.Equal(ProblemReason.ReleaseStateWrong, Assert.Single(Scheduled.Schedule(At("2027-07-01"), "other", "why", late, Rules).Problems).Reason);
        Assert.Equal(ProblemReason.ReleaseStateWrong, Assert.Single(Scheduled.Publish("other", "why", late, Rules).Problems).Reason);
        ReleaseLife withdrawn = Scheduled.Withdraw("wrong", late).Value;
        Assert.Null(withdrawn.RevisionAt(DateTimeOffset.MaxValue, null));
        Assert.Null(withdrawn.HeadlineAt(DateTimeOffset.MaxValue));
        Assert.Equal("wrong", withdrawn.CalendarAt(late)!.Withdrawal!.Reason);
    }

    [Fact]
    public void What_is_published_does_not_change_but_by_revisions_which_are_all_kept()
    {
        DateTimeOffset after = At("2027-06-02");
        Assert.Equal(ProblemReason.ReleaseStateWrong, Assert.Single(Scheduled.Update("Other", "other", after).Problems).Reason);
        Assert.Equal(ProblemReason.ReleaseStateWrong, Assert.Single(Scheduled.Publish("other", "why", after, Rules).Problems).Reason);
        Assert.Equal(ProblemReason.FieldRequired, Assert.Single(Scheduled.Revise("Other", "other", "", after).Problems).Reason);
        ReleaseLife revised = Scheduled.Revise("Other", "other", "a wrong note", after).Value;
        Assert.Equal(["digest", "other"], revised.Revisions.Select(revision => revision.Digest));
        Assert.Equal("digest", revised.RevisionAt(after, 1)!.Digest);
        Assert.Equal("other", revised.RevisionAt(after, null)!.Digest);
        Assert.Null(revised.RevisionAt(after, 3));
        Assert.Equal(ProblemReason.ReleaseStateWrong, Assert.Single(Draft.Revise("Other", "other", "why", after).Problems).Reason);
    }

    [Fact]
    public void Published_at_once_it_needs_a_reason_and_no_campaign()
    {
        Assert.Equal(ProblemReason.NoticeTooShort, Assert.Single(Draft.Publish("digest", "", Now, Rules).Problems).Reason);
        Assert.Equal(ProblemReason.PreElectionPeriod, Assert.Single(Draft.Publish("digest", "why", At("2027-04-01"), Rules).Problems).Reason);
        Assert.Equal(ReleaseState.Published, Draft.Publish("digest", "why", Now, Rules).Value.StateAt(Now));
    }

    [Theory]
    [InlineData("a.b", true)]
    [InlineData("releases/social-enterprise-uk.communities-count", true)]
    [InlineData("a", false)]
    [InlineData("a.b.c", false)]
    [InlineData("A.b", false)]
    [InlineData("-a.b", false)]
    [InlineData("a./b", false)]
    [InlineData("ａ.b", false)]
    public void A_release_is_named_by_its_body_and_a_slug(string text, bool isName) => Assert.Equal(isName, ReleaseId.TryParse(text) is not null);
}
