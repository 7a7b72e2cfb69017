using System.Globalization;
using Benchmarking.V1;
using Google.Protobuf.Reflection;

namespace Benchmarking.Arrow;

/// <summary>The values of an enum in the protos' own words, without the enum's name: <c>DELIVERED</c> for <c>STAGE_DELIVERED</c>.</summary>
internal sealed class EnumWords
{
    // proto3 asks that the first value be X_UNSPECIFIED, X being what all of them begin with.
    private const string First = "UNSPECIFIED";

    private readonly Dictionary<int, string> _codes;
    private readonly Dictionary<int, string> _words;

    private EnumWords(EnumDescriptor type)
    {
        int prefix = type.FindValueByNumber(0).Name.Length - First.Length;
        _codes = type.Values.ToDictionary(value => value.Number, value => value.Name[prefix..]);
        _words = _codes.ToDictionary(code => code.Key, code => code.Value.ToLowerInvariant().Replace('_', '-'));
    }

    /// <summary>The words of a field of a row.</summary>
    /// <param name="field">The number of a field that is an enum.</param>
    public static EnumWords OfField(int field) => new(QueryRow.Descriptor.FindFieldByNumber(field).EnumType);

    /// <summary>As a program has it: <c>NOT_PUBLISHED</c>; of a value that is newer than this program its number.</summary>
    public string Code(int number) => Of(_codes, number);

    /// <summary>As people write it: <c>not-published</c>.</summary>
    public string Word(int number) => Of(_words, number);

    /// <summary>The letter of a marker, as it stands between brackets.</summary>
    public static string Letter(Marker marker) => marker switch
    {
        Marker.Confidential => "c",
        Marker.NotAvailable => "x",
        Marker.NotApplicable => "z",
        Marker.Low => "low",
        Marker.Provisional => "p",
        Marker.Revised => "r",
        _ => "x",
    };

    private static string Of(Dictionary<int, string> known, int number) => known.TryGetValue(number, out string? text) ? text : number.ToString(CultureInfo.InvariantCulture);
}
