using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What each kind of figure needs, and how far its bounds let it go; at the default policy.</summary>
public sealed class FigureRoomTests
{
    private static FigureRoom Of(MeasureKind kind, decimal numerator, decimal denominator) =>
        FigureRoom.Of(new(new("a"), numerator, denominator), kind, DisclosurePolicy.Default);

    [Fact]
    public void An_amount_needs_ten_percent_of_itself_and_has_no_upper_bound() =>
        Assert.Equal(new FigureRoom(250, 1, 250, double.PositiveInfinity, 25), Of(MeasureKind.Amount, 250, 3));

    [Fact]
    public void A_rate_weighs_as_much_as_its_denominator() =>
        Assert.Equal(new FigureRoom(0.5, 400, 0.5, double.PositiveInfinity, 0.05), Of(MeasureKind.Rate, 200, 400));

    [Fact]
    public void A_percentage_needs_five_points_between_nothing_and_a_hundred()
    {
        FigureRoom room = Of(MeasureKind.Percentage, 392, 400);
        Assert.Equal(new FigureRoom(98, 400, 98, 2, 5), room);
        // 98 % cannot be more than 2 points higher: the bound tells that much by itself.
        Assert.Equal((2, 5), (room.UpwardLevel, room.DownwardLevel));
        Assert.Equal((5, 1), Of(MeasureKind.Percentage, 1, 100) is var low ? (low.UpwardLevel, low.DownwardLevel) : default);
    }

    [Fact]
    public void A_percentage_over_a_hundred_has_no_room_upwards() => Assert.Equal(0, Of(MeasureKind.Percentage, 101, 100).Rise);

    [Fact]
    public void An_answer_must_be_able_to_be_the_other_one()
    {
        Assert.Equal((0, 1), Of(MeasureKind.YesNo, 1, 1) is var yes ? (yes.UpwardLevel, yes.DownwardLevel) : default);
        Assert.Equal((1, 0), Of(MeasureKind.YesNo, 0, 1) is var no ? (no.UpwardLevel, no.DownwardLevel) : default);
    }

    [Fact]
    public void The_policy_says_how_much_is_needed()
    {
        DisclosurePolicy policy = new() { PrecisionPercent = 20, PrecisionPoints = 8 };
        Assert.Equal(50, FigureRoom.Of(new(new("a"), 250, 1), MeasureKind.Amount, policy).Level);
        Assert.Equal(8, FigureRoom.Of(new(new("a"), 50, 100), MeasureKind.Percentage, policy).Level);
    }
}
