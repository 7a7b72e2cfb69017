using Benchmarking.Cli.Output;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Output;

public sealed class WordingTests
{
    [Theory]
    [InlineData(61.6, 50, 75, Direction.Higher, "62nd percentile — better than about 62 %")]
    [InlineData(61.6, 50, 75, Direction.Lower, "62nd percentile — better than about 38 %")]
    [InlineData(61.6, 50, 75, Direction.None, "62nd percentile")]
    [InlineData(11.0, 10, 25, Direction.None, "11th percentile")]
    [InlineData(null, 0, 25, Direction.Higher, "in the lowest quarter — better than at most 25 %")]
    [InlineData(null, 75, 100, Direction.Lower, "in the highest quarter — better than at most 25 %")]
    [InlineData(null, 0, 10, Direction.Lower, "at or below the 10th percentile — better than at least 90 %")]
    [InlineData(null, 90, 100, Direction.None, "at or above the 90th percentile")]
    [InlineData(null, 25, 75, Direction.Higher, "between the 25th and 75th percentiles — better than at least 25 %")]
    public void A_place_is_told_in_words(double? percentile, double lower, double upper, Direction direction, string words) =>
        Assert.Equal(words, PositionText.Of(PositionOf(percentile, lower, upper), direction));

    [Theory]
    [InlineData(0.0, 0, 10, "├●───────────────────┤")]
    [InlineData(100.0, 90, 100, "├───────────────────●┤")]
    [InlineData(50.0, 25, 75, "├──────────●─────────┤")]
    [InlineData(null, 0, 10, "├▒▒──────────────────┤")]
    [InlineData(null, 90, 100, "├──────────────────▒▒┤")]
    public void A_bar_shows_the_place(double? percentile, double lower, double upper, string bar) =>
        Assert.Equal(bar, PositionText.Bar(PositionOf(percentile, lower, upper)));

    [Fact]
    public void A_figure_is_never_blank()
    {
        Assert.Equal("[x]", FigureText.Exact(null));
        Assert.Equal("[x]", FigureText.Exact(new()));
        Assert.Equal("[c]", FigureText.Exact(new() { Markers = { Marker.Confidential } }));
        Assert.Equal("0 [low]", FigureText.Rounded(new() { Value = 0, Markers = { Marker.Low } }));
        Assert.Equal("95 % or more [p]", FigureText.Exact(new() { Text = "95 % or more", Markers = { Marker.Provisional } }));
        Assert.Equal("1,234,567.891", FigureText.Exact(new() { Value = 1234567.891 }));
        Assert.Equal("0.0123", FigureText.Rounded(new() { Value = 0.012345 }));
    }

    [Fact]
    public void Csv_disarms_formulas_and_not_numbers() => Assert.Equal(
        "a,b,c\n\"'=cmd|' /C calc'!A0\",-1.5,\"x, \"\"y\"\"\"\n\"'@x\",,\"two\nlines\"\n",
        CsvText.Of(["a", "b", "c"], [["=cmd|' /C calc'!A0", -1.5, "x, \"y\""], ["@x", null, "two\nlines"]]));

    [Fact]
    public void Control_characters_of_others_do_not_reach_the_screen() => Assert.Equal("a\uFFFD[2Jb\nc", Printable.Of("a\u001b[2Jb\nc"));

    [Fact]
    public void A_problem_says_where_what_and_what_to_do() =>
        Assert.Equal("line 12, denominator: \"0\" is not above zero. Give the number asked.",
        ProblemText.Of(new() { Line = 12, Field = "denominator", Message = "\"0\" is not above zero", Remedy = "Give the number asked." }));

    [Theory]
    [InlineData(StatusCode.InvalidArgument, 3)]
    [InlineData(StatusCode.NotFound, 4)]
    [InlineData(StatusCode.Unauthenticated, 5)]
    [InlineData(StatusCode.PermissionDenied, 5)]
    [InlineData(StatusCode.FailedPrecondition, 6)]
    [InlineData(StatusCode.Aborted, 6)]
    [InlineData(StatusCode.AlreadyExists, 6)]
    [InlineData(StatusCode.Unavailable, 7)]
    [InlineData(StatusCode.DeadlineExceeded, 7)]
    [InlineData(StatusCode.Internal, 1)]
    [InlineData(StatusCode.Unknown, 1)]
    public void Each_kind_of_failure_has_its_exit_code(StatusCode status, int exitCode) => Assert.Equal(exitCode, ExitCode.Of(status));

    [Fact]
    public void A_measure_is_laid_out_for_people()
    {
        string text = MeasureText.Of(new()
        {
            Name = "measures/emp-01",
            DisplayName = "Apprentices",
            Unit = "weeks",
            Kind = MeasureKind.Rate,
            Guidance = new() { Counts = string.Join(' ', Enumerable.Repeat("word", 40)) },
        }, null);
        Assert.StartsWith("emp-01  Apprentices\n\nUnit\n  weeks\n", text, StringComparison.Ordinal);
        Assert.Contains("What counts\n  word word", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 88));
    }

    private static Position PositionOf(double? percentile, double lower, double upper)
    {
        Position position = new() { Lower = lower, Upper = upper };
        if (percentile is { } known) position.Percentile = known;
        return position;
    }
}
