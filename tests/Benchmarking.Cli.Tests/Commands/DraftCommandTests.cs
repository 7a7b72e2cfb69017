using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

/// <summary>What publishers do with releases: what is asked of the server, what is printed, and how each refusal is told.</summary>
public sealed class DraftCommandTests
{
    private const string Name = "a-body.figures";

    private const string Draft = """
        title: Satisfaction
        sections:
          - heading: By sector
            tables:
              - title: Both sectors
                editions: [periods/2025/editions/1]
                measures: [tp01]
        """;

    private static readonly DraftContent Content = new()
    {
        Title = "Satisfaction",
        Sections =
        {
            new DraftSection
            {
                Heading = "By sector",
                Tables = { new DraftTable { Title = "Both sectors", Editions = { "periods/2025/editions/1" }, Measures = { new DraftMeasure { Measure = "measures/tp01" } } } },
            },
        },
    };

    private static string RequestIdOf(IMessage message) => (string)message.Descriptor.FindFieldByName("request_id").Accessor.GetValue(message);

    private static IMessage WithoutRequestId(IMessage message)
    {
        IMessage copy = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        copy.Descriptor.FindFieldByName("request_id").Accessor.Clear(copy);
        return copy;
    }

    public static TheoryData<string> Verbs => ["draft", "update", "schedule", "publish", "revise", "withdraw"];

    private static string[] Arguments(string verb, string file) => verb switch
    {
        "draft" => ["releases", "draft", file, "--id", "figures"],
        "update" => ["releases", "update", Name, file, "--etag", "v2"],
        "schedule" => ["releases", "schedule", Name, "--date", "2026-06-04", "--time", "10:00", "--reason", "asked for", "--etag", "v2"],
        "publish" => ["releases", "publish", Name, "--reason", "agreed", "--etag", "v2"],
        "revise" => ["releases", "revise", Name, file, "--reason", "a figure was wrong", "--etag", "v2"],
        _ => ["releases", verb, Name, "--reason", "the wrong period", "--etag", "v2"],
    };

    private static IMessage Sent(string verb) => verb switch
    {
        "draft" => new CreateReleaseRequest { ReleaseId = "figures", Content = Content },
        "update" => new UpdateReleaseRequest { Draft = new() { Name = $"releases/{Name}", Content = Content, Etag = "v2" } },
        "schedule" => new ScheduleReleaseRequest { Name = $"releases/{Name}", PublishDate = "2026-06-04", PublishTimeOfDay = "10:00", Reason = "asked for", Etag = "v2" },
        "publish" => new PublishReleaseRequest { Name = $"releases/{Name}", Reason = "agreed", Etag = "v2" },
        "revise" => new ReviseReleaseRequest { Draft = new() { Name = $"releases/{Name}", Content = Content, Etag = "v2" }, Reason = "a figure was wrong" },
        _ => new WithdrawReleaseRequest { Name = $"releases/{Name}", Reason = "the wrong period", Etag = "v2" },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Each_change_is_asked_for_once_as_it_was_typed_and_its_outcome_is_told_in_every_form(string verb)
    {
        using TemporaryFile file = new(Draft);
        await using var server = await FakeServer.StartAsync();
        foreach (string format in (string[])["table", "csv", "json"])
        {
            var run = await server.RunAsync([.. Arguments(verb, file.Path), "--output", format]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Output.Golden.Is($"release-{verb}.{(format == "table" ? "txt" : format)}", run.Out);
        }
        Assert.Equal([Sent(verb), Sent(verb), Sent(verb)], server.ReleaseChanges.Select(WithoutRequestId));
        Assert.Equal(3, server.ReleaseChanges.Select(RequestIdOf).Where(id => Guid.TryParse(id, out _)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_change_that_came_too_late_is_told_with_what_to_do_and_nothing_is_printed(string verb)
    {
        using TemporaryFile file = new(Draft);
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.Refusal(StatusCode.FailedPrecondition, ErrorReason.ReleaseStateWrong, "It is published already.", "Revise it."));
        var run = await server.RunAsync(Arguments(verb, file.Path));
        Assert.Equal((6, ""), (run.ExitCode, run.Out));
        Assert.Contains("It is published already.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Revise it.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_change_whose_answer_was_lost_is_repeated_as_the_same_request(string verb)
    {
        using TemporaryFile file = new(Draft);
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.Unavailable, "lost")));
        var run = await server.RunAsync(Arguments(verb, file.Path));
        Assert.Equal((0, 2), (run.ExitCode, server.ReleaseChanges.Count));
        Assert.Equal(server.ReleaseChanges[0], server.ReleaseChanges[1]);
        Assert.NotEqual("", RequestIdOf(server.ReleaseChanges[0]));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_change_without_an_answer_is_asked_for_again_as_the_same_request(string verb)
    {
        using TemporaryFile file = new(Draft);
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var lost = await server.RunAsync(Arguments(verb, file.Path));
        string id = RequestIdOf(Assert.Single(server.ReleaseChanges));
        Assert.Equal((7, ""), (lost.ExitCode, lost.Out));
        Assert.Contains($"benchmarking releases {verb} --request-id {id} ", lost.Error, StringComparison.Ordinal);
        var again = await server.RunAsync([.. Arguments(verb, file.Path), "--request-id", id]);
        Assert.Equal((0, 2), (again.ExitCode, server.ReleaseChanges.Count));
        Assert.Equal(server.ReleaseChanges[0], server.ReleaseChanges[1]);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("update")]
    [InlineData("revise")]
    public async Task What_the_server_finds_wrong_with_a_draft_is_told_with_the_lines_of_its_file(string verb)
    {
        using TemporaryFile file = new(Draft);
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.RefusedDraft(("sections[1].tables[1].measures[1]", "No measure tp01."), ("methods", "methods is empty.")));
        var run = await server.RunAsync(Arguments(verb, file.Path));
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains($"{file.Path} was refused:", run.Error, StringComparison.Ordinal);
        Assert.Contains("line 7, sections[1].tables[1].measures[1]: No measure tp01.", run.Error, StringComparison.Ordinal);
        Assert.Contains("methods is empty.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_many_problems_there_are_beyond_those_told_is_said_too()
    {
        using TemporaryFile file = new(Draft);
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.RefusedDraft(27, [.. Enumerable.Range(1, 20).Select(at => ($"notes[{at}]", $"Note {at} is empty."))]));
        var run = await server.RunAsync(Arguments("draft", file.Path));
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.EndsWith("  and 7 more; they are told once these are mended\n", run.Error, StringComparison.Ordinal);
        server.Failures.Enqueue(FakeServer.RefusedDraft(27, [("methods", "methods is empty.")]));
        Assert.Contains("\"problem_count\": 27", (await server.RunAsync([.. Arguments("draft", file.Path), "--output", "json"])).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("update")]
    [InlineData("revise")]
    public async Task A_file_that_is_no_draft_is_refused_before_anything_is_sent(string verb)
    {
        using TemporaryFile file = new("titel: Satisfaction\n");
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync(Arguments(verb, file.Path));
        Assert.Equal((3, "", 0), (run.ExitCode, run.Out, server.ReleaseChanges.Count));
        Assert.Contains("titel", run.Error, StringComparison.Ordinal);
        var missing = await server.RunAsync(Arguments(verb, file.Path + ".none"));
        Assert.Equal((3, 0), (missing.ExitCode, server.ReleaseChanges.Count));
    }

    [Theory]
    [InlineData("schedule", "--date")]
    [InlineData("publish", "--reason")]
    [InlineData("withdraw", "--reason")]
    public async Task What_must_be_said_is_asked_for_by_name(string verb, string option)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("releases", verb, Name);
        Assert.Equal((2, 0), (run.ExitCode, server.ReleaseChanges.Count));
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_of_every_page_are_listed()
    {
        await using var server = await FakeServer.StartAsync();
        Output.Golden.Is("release-drafts.txt", (await server.RunAsync("releases", "drafts")).Out);
    }

    [Fact]
    public async Task A_preview_is_told_as_the_release_will_be()
    {
        await using var server = await FakeServer.StartAsync();
        string preview = (await server.RunAsync("releases", "preview", Name, "--output", "csv")).Out;
        Assert.Equal(new PreviewReleaseRequest { Name = $"releases/{Name}" }, Assert.Single(server.ReleaseChanges));
        Assert.Equal((await server.RunAsync("releases", "get", Name, "--output", "csv")).Out, preview);
    }
}
