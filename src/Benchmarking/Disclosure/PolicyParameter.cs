using System.Collections.Immutable;
using System.Text.Json;

namespace Benchmarking.Disclosure;

/// <summary>One parameter of a policy's file: its name there, its range, whether it counts whole things, and where it goes.</summary>
internal sealed record PolicyParameter(string Name, PolicyRange Range, bool IsWhole, Func<DisclosurePolicy, decimal, DisclosurePolicy> Set)
{
    public const string CoalitionSize = "coalitionSize";
    public const string ProportionTail = "proportionTail";

    /// <summary>Every parameter, in the order of the shipped file.</summary>
    public static ImmutableArray<PolicyParameter> All { get; } =
    [
        Whole("threshold", PolicyRange.Threshold, (policy, value) => policy with { Threshold = value }),
        Real("sharePercent", PolicyRange.SharePercent, (policy, value) => policy with { SharePercent = value }),
        Whole(CoalitionSize, PolicyRange.CoalitionSize, (policy, value) => policy with { CoalitionSize = value }),
        Real("precisionPercent", PolicyRange.PrecisionPercent, (policy, value) => policy with { PrecisionPercent = value }),
        Real("precisionPoints", PolicyRange.PrecisionPoints, (policy, value) => policy with { PrecisionPoints = value }),
        Whole("quantileTail", PolicyRange.QuantileTail, (policy, value) => policy with { QuantileTail = value }),
        Whole(ProportionTail, PolicyRange.ProportionTail, (policy, value) => policy with { ProportionTail = value }),
        Whole("mostDimensionsCrossed", PolicyRange.MostDimensionsCrossed, (policy, value) => policy with { MostDimensionsCrossed = value }),
        Whole("fewestChanged", PolicyRange.FewestChanged, (policy, value) => policy with { FewestChanged = value }),
        Real("codingBandPoints", PolicyRange.CodingBandPoints, (policy, value) => policy with { CodingBandPoints = value }),
    ];

    private string Remedy => $"Give a {(IsWhole ? "whole number" : "number")} {Range}, without quotes.";

    /// <summary>The policy with the file's value, or as it was with a problem added.</summary>
    public DisclosurePolicy Read(JsonElement value, DisclosurePolicy policy, List<Problem> problems)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            problems.Add(new(0, Name, ProblemReason.NumberMalformed, $"{Describe(value)} is not a number.", Remedy));
            return policy;
        }
        if (DecimalText.Read(value.GetRawText(), 0, Name, problems) is not { } number)
        {
            problems[^1] = problems[^1] with { Remedy = Remedy };
            return policy;
        }
        string text = Problem.Quote(value.GetRawText());
        if (IsWhole && number != decimal.Truncate(number))
            problems.Add(new(0, Name, ProblemReason.NumberMalformed, $"{text} is not a whole number.", Remedy));
        else if (!Range.Includes(number))
            problems.Add(new(0, Name, ProblemReason.NumberOutOfRange, $"{text} is not {Range}.", Remedy));
        else
            return Set(policy, number);
        return policy;
    }

    private static PolicyParameter Whole(string name, PolicyRange range, Func<DisclosurePolicy, int, DisclosurePolicy> set) =>
        new(name, range, true, (policy, value) => set(policy, (int)value));

    private static PolicyParameter Real(string name, PolicyRange range, Func<DisclosurePolicy, decimal, DisclosurePolicy> set) =>
        new(name, range, false, set);

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"The text {Problem.Quote(value.GetRawText().Trim('"'))}",
        JsonValueKind.Object => "An object",
        JsonValueKind.Array => "A list",
        _ => Problem.Quote(value.GetRawText()),
    };
}
