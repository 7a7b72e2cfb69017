using System.Reflection;
using Google.Protobuf.Reflection;

namespace Benchmarking.Client;

/// <summary>
/// The names that the protos give to enum values, without the enum's own prefix: <c>MEASURE_UNKNOWN</c> for
/// <c>ERROR_REASON_MEASURE_UNKNOWN</c>.
/// </summary>
public static class WireName
{
    /// <summary>The name of a value; its number when it is newer than this client.</summary>
    /// <typeparam name="TEnum">A generated enum.</typeparam>
    /// <param name="value">One of its values.</param>
    /// <returns>Such as <c>MEASURE_UNKNOWN</c>.</returns>
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Names<TEnum>.ByValue.TryGetValue(value, out string? name) ? name : value.ToString();

    /// <summary>The value of a name.</summary>
    /// <typeparam name="TEnum">A generated enum.</typeparam>
    /// <param name="name">Such as <c>MEASURE_UNKNOWN</c>.</param>
    /// <param name="value">The value it names.</param>
    /// <returns>False when the enum has no such name.</returns>
    public static bool TryParse<TEnum>(string? name, out TEnum value) where TEnum : struct, Enum =>
        Names<TEnum>.ByName.TryGetValue(name ?? "", out value);

    private static class Names<TEnum> where TEnum : struct, Enum
    {
        internal static readonly Dictionary<TEnum, string> ByValue = Read();
        internal static readonly Dictionary<string, TEnum> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);

        private static Dictionary<TEnum, string> Read()
        {
            var full = Enum.GetValues<TEnum>().ToDictionary(value => value, value =>
                typeof(TEnum).GetField(value.ToString())!.GetCustomAttribute<OriginalNameAttribute>()!.Name);
            // proto3 asks that the first value be X_UNSPECIFIED, X being the prefix of them all.
            int prefix = full[default].Length - "UNSPECIFIED".Length;
            return full.ToDictionary(pair => pair.Key, pair => pair.Value[prefix..]);
        }
    }
}
