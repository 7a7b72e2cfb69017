using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Cli.Output;

/// <summary>One value as text, the same in tables and spreadsheets.</summary>
internal static class CellText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "yes" : "no",
        Timestamp time => TimeOf(time),
        IFormattable number => number.ToString(null, Invariance),
        _ => value.ToString() ?? "",
    };

    public static string TimeOf(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Invariance);
}
