using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Releases;

namespace Benchmarking.Tests.Releases;

/// <summary>A release's digest covers all that is published of it, and what was published before keeps the digest that it is cited by.</summary>
public sealed class ReleaseDigestTests
{
    // As a server made it before bands were digested; whoever cited a release has it in print.
    private const string WithoutBand = "090665427b71f521246267062f27fbec748e73fb057cce6d194c70cfa1b1ae97";

    [Fact]
    public void A_content_without_bands_has_the_digest_that_it_always_had()
    {
        ReleaseContent content = ContentOf(new(null, "under 20 %", null, null));
        Assert.Equal(WithoutBand, ReleaseDigest.Of(content));
        Assert.True(ReleaseDigest.IsOf(WithoutBand, content));
    }

    [Fact]
    public void A_content_with_bands_that_was_stored_before_they_were_digested_is_accepted() =>
        Assert.True(ReleaseDigest.IsOf(WithoutBand, ContentOf(Figure.Coded("under 20 %", new(0, 20)))));

    [Fact]
    public void A_content_whose_bands_were_altered_is_not_what_was_digested()
    {
        string digest = ReleaseDigest.Of(ContentOf(Figure.Coded("under 20 %", new(0, 20))));
        Assert.Equal("0345b67318423943dc4cbdb01f6428376a5b89039948702562b4516be7fe8816", digest);
        Assert.True(ReleaseDigest.IsOf(digest, ContentOf(Figure.Coded("under 20 %", new(0, 20)))));
        Assert.False(ReleaseDigest.IsOf(digest, ContentOf(Figure.Coded("under 20 %", new(0, 10)))));
        Assert.False(ReleaseDigest.IsOf(digest, ContentOf(Figure.Coded("under 20 %", new(5, 20)))));
        Assert.False(ReleaseDigest.IsOf(digest, ContentOf(new(null, "under 20 %", null, null))));
    }

    private static ReleaseContent ContentOf(Figure ratio)
    {
        Cell cell = new(Cohort.All, 12, 10, Figure.NotAvailable, ratio, [], null, []);
        ReleaseRow row = new("periods/2025/editions/1", DateTimeOffset.UnixEpoch, MeasureId.TryParse("spd-01")!, "Name", 1, "%", Direction.Higher, Stage.Delivered, cell, "Citation");
        return new("Title", "A body", "", "Summary", [new("Heading", "", [new("Table", [row])])], "Methods", "Limits", [], []);
    }
}
