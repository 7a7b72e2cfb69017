using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Benchmarking.Disclosure;

/// <summary>
/// The parameters of disclosure control, in the terms of the ESSnet <i>Handbook on Statistical Disclosure Control</i>. The hard floors cannot be configured away.
/// </summary>
public sealed record DisclosurePolicy
{
    /// <summary>The default policy.</summary>
    public static DisclosurePolicy Default { get; } = new();

    /// <summary>Threshold rule: fewest organisations with a figure in a published cell; never below 5.</summary>
    public int Threshold { get; init => field = AtLeast(value, 5); } = 10;

    /// <summary>Share rule: largest weight or contribution allowed in a cell, in % of the total; never above 50.</summary>
    public decimal SharePercent { get; init => field = Within(value, 1, 50); } = 25;

    /// <summary>Precision rule: how many others the attacker's coalition knows exactly besides the target; never below 1.</summary>
    public int CoalitionSize { get; init => field = AtLeast(value, 1); } = 2;

    /// <summary>Precision rule for amounts and rates: how closely a contribution may be bounded, in % of it; never below 5.</summary>
    public decimal PrecisionPercent { get; init => field = Within(value, 5, 100); } = 10;

    /// <summary>Precision rule for percentages: how closely a figure may be bounded, in percentage points; never below 1.</summary>
    public decimal PrecisionPoints { get; init => field = Within(value, 1, 50); } = 5;

    /// <summary>Fewest figures on either side of a published quantile; never below 3.</summary>
    public int QuantileTail { get; init => field = AtLeast(value, 3); } = 5;

    /// <summary>Fewest yeses, and fewest noes, behind a published proportion; never below 3.</summary>
    public int ProportionTail { get; init => field = AtLeast(value, 3); } = 3;

    /// <summary>The SHA-256 of the parameters, in hexadecimal: the same for the same policy, on every machine.</summary>
    public string Digest()
    {
        string canonical = string.Create(CultureInfo.InvariantCulture,
            $"threshold={Threshold};share={SharePercent:G29};coalition={CoalitionSize};precision={PrecisionPercent:G29};points={PrecisionPoints:G29};quantile-tail={QuantileTail};proportion-tail={ProportionTail}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    private static int AtLeast(int value, int floor, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        value >= floor ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is never below {floor}.");

    private static decimal Within(decimal value, decimal floor, decimal ceiling, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        value >= floor && value <= ceiling ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is from {floor} to {ceiling}.");
}
