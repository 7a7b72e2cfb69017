using System.Globalization;
using CsCheck;

namespace Benchmarking.Tests.Returns;

public sealed class DecimalTextTests
{
    private static readonly string Zeros = new('0', 40);

    public static TheoryData<string, decimal> Numbers => new()
    {
        { "0", 0m }, { "-0", 0m }, { "0e5", 0m }, { "0e-9999", 0m }, { " 5 ", 5m }, { "+5", 5m }, { "-5", -5m }, { "5.", 5m }, { ".5", 0.5m },
        { "007", 7m }, { "1e3", 1000m }, { "1E+3", 1000m }, { "1e12", 1_000_000_000_000m }, { "-1e12", -1_000_000_000_000m },
        { "1000000000000.0000000", 1_000_000_000_000m }, { "999999999999.999999", 999_999_999_999.999999m },
        { "0.000001", 0.000001m }, { "1e-6", 0.000001m }, { "10e-7", 0.000001m }, { "0.1234560000", 0.123456m }, { "100e-8", 0.000001m },
        { "1234.5", 1234.5m }, { "0.0000000000001e13", 1m },
        { "0." + Zeros, 0m }, { Zeros + "1", 1m },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_decimal_number_is_read(string text, decimal expected)
    {
        List<Problem> problems = [];
        Assert.Equal(expected, DecimalText.Read(text, 1, "numerator", problems));
        Assert.Empty(problems);
    }

    public static TheoryData<string?, ProblemReason> Others => new()
    {
        { null, ProblemReason.FieldRequired }, { "", ProblemReason.FieldRequired }, { " \t ", ProblemReason.FieldRequired },
        { "NaN", ProblemReason.NumberMalformed }, { "Infinity", ProblemReason.NumberMalformed }, { "-∞", ProblemReason.NumberMalformed },
        { "1,234", ProblemReason.NumberMalformed }, { "12,5", ProblemReason.NumberMalformed }, { "1.234,5", ProblemReason.NumberMalformed },
        { "１２", ProblemReason.NumberMalformed }, { "١٢", ProblemReason.NumberMalformed }, { "0x10", ProblemReason.NumberMalformed },
        { "1 000", ProblemReason.NumberMalformed }, { "1_000", ProblemReason.NumberMalformed }, { "12%", ProblemReason.NumberMalformed },
        { "£5", ProblemReason.NumberMalformed }, { ".", ProblemReason.NumberMalformed }, { "-", ProblemReason.NumberMalformed },
        { "--5", ProblemReason.NumberMalformed }, { "5-", ProblemReason.NumberMalformed }, { "(5)", ProblemReason.NumberMalformed },
        { "1e", ProblemReason.NumberMalformed }, { "e5", ProblemReason.NumberMalformed }, { "1e1.5", ProblemReason.NumberMalformed },
        { "1e10000", ProblemReason.NumberMalformed }, { "1.2.3", ProblemReason.NumberMalformed }, { "5\0", ProblemReason.NumberMalformed },
        { "5\n6", ProblemReason.NumberMalformed }, { "5;0", ProblemReason.NumberMalformed }, { "!5", ProblemReason.NumberMalformed },
        { new string('1', 101), ProblemReason.NumberMalformed }, { new string('9', 1_000_000), ProblemReason.NumberMalformed },
        { "1e400", ProblemReason.NumberOutOfRange }, { "-1e400", ProblemReason.NumberOutOfRange }, { "1e-400", ProblemReason.NumberOutOfRange },
        { "1000000000000.000001", ProblemReason.NumberOutOfRange }, { "1e13", ProblemReason.NumberOutOfRange },
        { "-1000000000001", ProblemReason.NumberOutOfRange }, { "0.1234567", ProblemReason.NumberOutOfRange }, { "1e-7", ProblemReason.NumberOutOfRange },
        { new string('9', 100), ProblemReason.NumberOutOfRange },
        // Finer than the 28 digits of a decimal: rounded away by the runtime, and so read as another number.
        { "0.1" + Zeros + "1", ProblemReason.NumberOutOfRange }, { "1000000000000." + Zeros + "1", ProblemReason.NumberOutOfRange },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_other_text_is_refused_with_its_reason(string? text, ProblemReason reason)
    {
        List<Problem> problems = [];
        Assert.Null(DecimalText.Read(text, 4, "numerator", problems));
        Problem problem = Assert.Single(problems);
        Assert.Equal((4L, "numerator", reason), (problem.Line, problem.Field, problem.Reason));
        Assert.InRange(problem.Message.Length, 1, 200);
    }

    [Fact]
    public void A_negative_zero_is_zero()
    {
        decimal zero = DecimalText.Read("-0.0", 1, "numerator", [])!.Value;
        Assert.Equal(0, BitConverter.DoubleToInt64Bits((double)zero));
        Assert.Equal("0", zero.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Trailing_zeros_make_no_other_number() =>
        Assert.Equal("1.5", DecimalText.Read("1.500", 1, "numerator", [])!.Value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Law_whatever_is_written_with_six_decimals_is_read_back() =>
        Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000].Sample(millionths =>
        {
            decimal number = millionths / 1_000_000m;
            return DecimalText.Read(number.ToString(CultureInfo.InvariantCulture), 1, "numerator", []) == number;
        });
}
