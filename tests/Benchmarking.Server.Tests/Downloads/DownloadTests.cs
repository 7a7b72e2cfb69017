using System.Security.Cryptography;
using System.Text;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>A release's files over the wire: every form, every figure, the same bytes ever after.</summary>
public sealed class DownloadTests(DownloadFixture fixture) : IClassFixture<DownloadFixture>
{
    /// <summary>The forms.</summary>
    public static TheoryData<V1.DownloadFormat> Formats => [.. Enum.GetValues<V1.DownloadFormat>().Where(format => format != V1.DownloadFormat.Unspecified)];

    [Fact]
    public void The_release_has_a_figure_of_every_kind()
    {
        string[] statuses = [.. fixture.Document.Rows.SelectMany(row => row.Figures).Select(FigureColumns.StatusOf).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["band", "confidential", "not available", "published", "revised"], statuses);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Anyone_may_take_a_release_away_and_the_first_part_says_what_it_is(V1.DownloadFormat format)
    {
        (DownloadReleaseResponse first, byte[] bytes) = await DownloadFixture.FetchAsync(fixture.Server.Anonymous, DownloadFixture.Name, format);
        DownloadKind kind = DownloadKind.Of((Server.Downloads.DownloadFormat)format);
        Assert.Equal(($"a-body.figures-revision-1{kind.Ending}", kind.MediaType, bytes.Length), (first.FileName, first.MediaType, first.Size));
        Assert.Equal(first.Digest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        // Made anew, by nothing that this server keeps.
        Assert.Equal(first.Digest, kind.Make(fixture.Document).Digest);
    }

    [Fact]
    public async Task A_large_file_comes_in_parts_in_order()
    {
        V1.DraftContent draft = Releases.ReleaseSector.Draft();
        draft.Sections[0].Tables[0] = new() { Title = "Many", Editions = { "periods/2025" }, Measures = { new DraftMeasure { Measure = "spd-01" } }, Cohorts = { "all" } };
        draft.Sections[0].Tables.Add(Enumerable.Range(0, 35).Select(_ => new DraftTable
        {
            Title = "Many",
            Editions = { "periods/2025/editions/1", "periods/2025/editions/2" },
            Measures = { new DraftMeasure { Measure = "spd-01" }, new DraftMeasure { Measure = "spd-04" }, new DraftMeasure { Measure = "gov-01" } },
            Cohorts = { "all", "sector=local-authority", "sector=housing-association", "region=south" },
        }));
        await fixture.Publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "large", Content = draft });
        await fixture.Publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.large", Reason = "asked for today" });
        using AsyncServerStreamingCall<DownloadReleaseResponse> call = fixture.Server.Anonymous.Releases.DownloadRelease(new() { Name = "releases/a-body.large", Format = V1.DownloadFormat.Csv });
        List<DownloadReleaseResponse> parts = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.True(parts.Count > 2);
        Assert.All(parts, part => Assert.InRange(part.Data.Length, 1, 256 * 1024));
        Assert.All(parts.Skip(1), part => Assert.Equal(("", "", 0, ""), (part.FileName, part.MediaType, part.Size, part.Digest)));
        Assert.Equal(parts[0].Digest, Convert.ToHexStringLower(SHA256.HashData([.. parts.SelectMany(part => part.Data)])));
    }

    [Fact]
    public async Task Every_figure_is_in_the_CSV_and_the_JSON_as_the_release_has_it()
    {
        ReadFigure[] expected = [.. ReadFigure.Of(fixture.Release)];
        Assert.Equal(expected, DownloadReaders.OfRecords(DownloadReaders.Records((await FetchAsync(V1.DownloadFormat.Csv)))));
        Assert.Equal(expected, DownloadReaders.OfJson(await FetchAsync(V1.DownloadFormat.Json)));
    }

    [Fact]
    public async Task No_cell_of_the_CSV_is_blank_begins_as_a_formula_does_or_says_0_for_what_is_missing()
    {
        byte[] csv = await FetchAsync(V1.DownloadFormat.Csv);
        Assert.NotEqual(0xEF, csv[0]);
        Assert.DoesNotContain((byte)'\r', csv);
        foreach (IReadOnlyDictionary<string, string> record in DownloadReaders.Records(csv))
        {
            Assert.All(record, cell => Assert.True(cell.Value.Length > 0 && cell.Value[0] is not ('=' or '+' or '@' or '\t' or '\r') && (cell.Value[0] != '-' || double.TryParse(cell.Value, out _)), cell.Key));
            Assert.Equal(record["status"] is "published" or "revised", double.TryParse(record["value"], out _));
            Assert.Equal(record["status"] == "band", record["value"] == "[band]" && record["band"] != "[z]" && double.TryParse(record["band_upper"], out _));
            Assert.Equal(record["status"] == "confidential", record["value"] == "[c]");
        }
    }

    [Fact]
    public async Task A_revision_has_files_of_its_own_and_a_withdrawn_release_has_none()
    {
        const string Name = "releases/a-body.revised";
        await fixture.Publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "revised", Content = Releases.ReleaseSector.Draft() });
        await fixture.Publisher.Releases.PublishReleaseAsync(new() { Name = Name, Reason = "asked for today" });
        (DownloadReleaseResponse first, byte[] before) = await DownloadFixture.FetchAsync(fixture.Server.Anonymous, Name, V1.DownloadFormat.Ods);
        await fixture.Publisher.Releases.ReviseReleaseAsync(new() { Draft = new() { Name = Name, Content = Releases.ReleaseSector.Draft("Local spending, corrected") }, Reason = "the title was wrong" });
        (DownloadReleaseResponse latest, byte[] after) = await DownloadFixture.FetchAsync(fixture.Server.Anonymous, Name, V1.DownloadFormat.Ods);
        Assert.Equal(("a-body.revised-revision-1.ods", "a-body.revised-revision-2.ods"), (first.FileName, latest.FileName));
        Assert.NotEqual(before, after);
        Assert.Equal(before, (await DownloadFixture.FetchAsync(fixture.Server.Anonymous, $"{Name}/revisions/1", V1.DownloadFormat.Ods)).Bytes);
        await fixture.Publisher.Releases.WithdrawReleaseAsync(new() { Name = Name, Reason = "wrong cohort" });
        foreach (string revision in (string[])[Name, $"{Name}/revisions/1"])
        {
            Refused refused = (await Refused.ByAsync(() => DownloadFixture.FetchAsync(fixture.Server.Anonymous, revision, V1.DownloadFormat.Ods))).Is(StatusCode.FailedPrecondition, "RELEASE_STATE_WRONG");
            Assert.Contains("wrong cohort", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", 1, StatusCode.InvalidArgument, "FIELD_REQUIRED")]
    [InlineData("releases/../x", 1, StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED")]
    [InlineData("releases/a-body.none", 1, StatusCode.NotFound, "RELEASE_UNKNOWN")]
    [InlineData("releases/a-body.figures/revisions/2", 1, StatusCode.NotFound, "RELEASE_UNKNOWN")]
    [InlineData(DownloadFixture.Name, 0, StatusCode.InvalidArgument, "FIELD_REQUIRED")]
    [InlineData(DownloadFixture.Name, 77, StatusCode.InvalidArgument, "FIELD_REQUIRED")]
    [InlineData("releases/a-body.none", 0, StatusCode.InvalidArgument, "FIELD_REQUIRED")]
    public async Task What_is_not_there_is_refused(string name, int format, StatusCode code, string reason) =>
        (await Refused.ByAsync(() => DownloadFixture.FetchAsync(fixture.Server.Anonymous, name, (V1.DownloadFormat)format))).Is(code, reason);

    [Fact]
    public void The_files_are_the_golden_ones_on_every_machine()
    {
        Golden.Is("release.csv", DownloadKind.Of(Server.Downloads.DownloadFormat.Csv).Make(fixture.Document).Bytes);
        Golden.Is("release.csv-metadata.json", DownloadKind.Of(Server.Downloads.DownloadFormat.CsvMetadata).Make(fixture.Document).Bytes);
        Golden.Is("release.json", DownloadKind.Of(Server.Downloads.DownloadFormat.Json).Make(fixture.Document).Bytes);
        // The others are archives: their digests are kept.
        Golden.Is("digests.txt", Encoding.UTF8.GetBytes(string.Concat(DownloadKind.All.Select(kind => $"{kind.Make(fixture.Document).Digest} {kind.Slug}\n"))));
    }

    private async Task<byte[]> FetchAsync(V1.DownloadFormat format) => (await DownloadFixture.FetchAsync(fixture.Server.Anonymous, DownloadFixture.Name, format)).Bytes;
}
