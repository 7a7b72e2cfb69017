using Benchmarking.Arrow;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>The platform's closed sets in the words people write: `delivered`, `yes-no`, `higher`.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => WireName.Of(value).ToLowerInvariant().Replace('_', '-');

    public static TEnum Parse<TEnum>(string word) where TEnum : struct, Enum =>
        WireName.TryParse<TEnum>(word.ToUpperInvariant().Replace('-', '_'), out var value)
            ? value
            : throw new ArgumentException($"No {typeof(TEnum).Name} \"{word}\".", nameof(word));

    public static string[] All<TEnum>() where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Where(value => !value.Equals(default(TEnum))).Select(Of)];

    /// <summary>The letter of a marker, as it stands between brackets.</summary>
    public static string Code(Marker marker) => EnumWords.Letter(marker);

    public static string Meaning(Marker marker) => marker switch
    {
        Marker.Confidential => "confidential: withheld to protect an organisation's figure",
        Marker.NotApplicable => "not applicable",
        Marker.Low => "low: rounds to zero but is not zero",
        Marker.Provisional => "provisional",
        Marker.Revised => "revised, or a revision pending: the figures are an earlier edition's",
        _ => "not available: nobody returned it, or too few did for this statistic",
    };

    public static string Of(WithheldReason reason) => reason switch
    {
        WithheldReason.TooFew => "too few",
        WithheldReason.Protected => "protected",
        WithheldReason.NotPublished => "not in this edition",
        WithheldReason.RevisionPending => "revision pending",
        _ => "",
    };
}
