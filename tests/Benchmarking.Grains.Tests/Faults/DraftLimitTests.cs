using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Releases;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A body has only so many drafts at once: every list of releases has to look at each.</summary>
public sealed class DraftLimitTests(PlatformSilo silo) : IClassFixture<PlatformSilo>
{
    private static readonly ReleaseDraft Draft = new("Title", "A body", "", "Summary", [], "", "", [], []);

    [Fact]
    public async Task Beyond_the_most_drafts_another_waits_until_one_of_them_is_withdrawn()
    {
        OwnBody own = await SignInAsync("a-body"), other = await SignInAsync("b-body");
        string request = Guid.NewGuid().ToString();
        OwnRelease first = (await silo.Drafts.CreateAsync(own, "d1", Draft, request)).Value;
        for (int number = 2; number <= DraftGateway.MostDrafts; number++)
            Assert.True((await silo.Drafts.CreateAsync(own, $"d{number}", Draft, "")).IsAccepted);
        Assert.Equal(ProblemReason.TooManyDrafts, Assert.Single((await silo.Drafts.CreateAsync(own, "more", Draft, "")).Problems).Reason);
        // What was begun before is answered as before, and another body has room of its own.
        Assert.Equal(first.Etag, (await silo.Drafts.CreateAsync(own, "d1", Draft, request)).Value.Etag);
        Assert.True((await silo.Drafts.CreateAsync(other, "more", Draft, "")).IsAccepted);
        Assert.True((await silo.Drafts.WithdrawAsync(own, first.Id, "not needed", "", "")).IsAccepted);
        Assert.True((await silo.Drafts.CreateAsync(own, "more", Draft, "")).IsAccepted);
        Assert.Equal(DraftGateway.MostDrafts + 1, (await silo.Drafts.ListAsync(own)).Length);
    }

    private async Task<OwnBody> SignInAsync(string body) =>
        (await silo.Keys.AuthenticateAsync((await silo.Keys.IssueAsync(Role.Publisher, null, body: BodyId.TryParse(body))).Key))!.Body!;
}
