namespace Benchmarking.Server.Tests.Attacks;

/// <summary>An organisation of a made sector.</summary>
/// <param name="Id">Identifier within the sector.</param>
/// <param name="Value">Its figure: the truth, which only the harness knows; null while it has returned nothing.</param>
/// <param name="Sector">Its sector.</param>
/// <param name="Region">Its region; empty when it has none.</param>
/// <param name="Size">Its size band; empty when it has none.</param>
/// <param name="Homes">The public denominator of percentages and rates.</param>
/// <param name="Group">Its control group; empty when it stands alone.</param>
/// <param name="IsVerified">Whether someone has checked that it exists.</param>
public sealed record Member(
    string Id, decimal? Value, string Sector = "a", string Region = "", string Size = "", decimal Homes = 100, string Group = "", bool IsVerified = true)
{
    /// <summary>Members called <c>prefix1</c>, <c>prefix2</c>, … with these figures.</summary>
    public static IEnumerable<Member> Many(string prefix, IEnumerable<decimal> values, string sector = "a", string region = "", string size = "") =>
        values.Select((value, index) => new Member($"{prefix}{index + 1}", value, sector, region, size));

    /// <summary>So many figures, evenly spaced.</summary>
    public static IEnumerable<decimal> Steps(int count, decimal first, decimal step) => Enumerable.Range(0, count).Select(index => first + index * step);
}
