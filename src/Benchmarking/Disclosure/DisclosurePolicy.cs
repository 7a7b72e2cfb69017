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
    /// <exception cref="ArgumentOutOfRangeException">It is; so with every parameter that is out of its range.</exception>
    public int Threshold { get; init => field = PolicyRange.Threshold.Require(value); } = 10;

    /// <summary>Share rule: largest weight or contribution allowed in a cell, in % of the total; 1 to 50.</summary>
    public decimal SharePercent { get; init => field = PolicyRange.SharePercent.Require(value); } = 25;

    /// <summary>Precision rule: how many others the attacker's coalition knows exactly besides the target; 1 to 3.</summary>
    public int CoalitionSize { get; init => field = PolicyRange.CoalitionSize.Require(value); } = 2;

    /// <summary>Precision rule for amounts and rates: how closely a contribution may be bounded, in % of it; 5 to 100.</summary>
    public decimal PrecisionPercent { get; init => field = PolicyRange.PrecisionPercent.Require(value); } = 10;

    /// <summary>Precision rule for percentages: how closely a figure may be bounded, in percentage points; 1 to 50.</summary>
    public decimal PrecisionPoints { get; init => field = PolicyRange.PrecisionPoints.Require(value); } = 5;

    /// <summary>Fewest figures on either side of a published quantile; never below 3.</summary>
    public int QuantileTail { get; init => field = PolicyRange.QuantileTail.Require(value); } = 5;

    /// <summary>Up to so many yeses, or noes, are told as one band and not as a proportion; never below 3, and above <see cref="CoalitionSize"/>.</summary>
    public int ProportionTail { get; init => field = PolicyRange.ProportionTail.Require(value); } = 3;

    /// <summary>Most dimensions crossed in a published cohort; 1 to 3.</summary>
    public int MostDimensionsCrossed { get; init => field = PolicyRange.MostDimensionsCrossed.Require(value); } = 2;

    /// <summary>Fewest organisations that may change in a cell between two editions; never below 5.</summary>
    public int FewestChanged { get; init => field = PolicyRange.FewestChanged.Require(value); } = 5;

    /// <summary>How near to 0 or 100 a percentage is coded ("95 % or more"), in percentage points; 1 to 20.</summary>
    public decimal CodingBandPoints { get; init => field = PolicyRange.CodingBandPoints.Require(value); } = 5;

    /// <summary>Which defences are switched on; all, but in a test of their attacks.</summary>
    internal Defences Defences { get; init; } = Defences.All;

    /// <summary>Whether the parameters go together; each is within its own range anyway.</summary>
    internal bool IsConsistent => ProportionTail > CoalitionSize;

    /// <summary>The SHA-256 of the parameters, in hexadecimal: the same for the same policy, on every machine.</summary>
    public string Digest()
    {
        string canonical = string.Create(CultureInfo.InvariantCulture,
            $"threshold={Threshold};share={SharePercent:G29};coalition={CoalitionSize};precision={PrecisionPercent:G29};points={PrecisionPoints:G29};quantile-tail={QuantileTail};proportion-tail={ProportionTail};dimensions={MostDimensionsCrossed};changed={FewestChanged};coding-band={CodingBandPoints:G29}");
        // No edition cut with a defence off can pass for one of the same policy.
        if (Defences != Defences.All)
            canonical += $";defences={Defences}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
