using Benchmarking.Measures;

namespace Benchmarking.Server.Web.Wording;

/// <summary>What measures are about, told by the letters that their identifiers begin with: so that a long list of them can be read by its headings.</summary>
internal static class Themes
{
    /// <summary>The theme of measures whose identifiers begin in another way.</summary>
    public const string Other = "Other measures";

    /// <summary>The theme of a measure.</summary>
    public static string Of(MeasureId measure) => measure.Value.Split('-')[0] switch
    {
        "emp" => "Jobs",
        "skl" => "Skills",
        "spd" => "Spending and payment",
        "com" => "Community",
        "env" => "Environment",
        "gov" => "Governance",
        _ => Other,
    };
}
