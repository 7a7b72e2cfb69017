using System.Globalization;
using Benchmarking.Releases;

namespace Benchmarking.Server.Hosting;

/// <summary>Settings of a campaign, section <c>Benchmarking:PreElectionPeriods:{n}</c>.</summary>
public sealed class PreElectionOptions
{
    /// <summary>What is elected.</summary>
    public string Name { get; set; } = "";

    /// <summary>The first day on which nothing is published, in London: <c>2027-03-22</c>.</summary>
    public string First { get; set; } = "";

    /// <summary>The last day on which nothing is published.</summary>
    public string Last { get; set; } = "";

    /// <summary>Every problem of these settings, each with its remedy.</summary>
    internal IEnumerable<string> Validate(int index)
    {
        string section = $"{BenchmarkingOptions.Section}:PreElectionPeriods:{index}";
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 100 || Name.Any(char.IsControl))
            yield return $"{section}:Name is empty, long or no text. Say what is elected, in up to 100 characters.";
        foreach ((string field, string day) in (IEnumerable<(string, string)>)[("First", First), ("Last", Last)])
        {
            if (Read(day) is null)
                yield return $"{section}:{field} is \"{day}\". Write year, month and day, such as 2027-03-22.";
        }
        if (Read(First) > Read(Last))
            yield return $"{section}: {First} is after {Last}. Give the first day, and the last.";
    }

    /// <summary>The campaign; the settings must be valid.</summary>
    internal PreElectionPeriod ToPeriod() => new(Name.Trim(), Read(First)!.Value, Read(Last)!.Value);

    private static DateOnly? Read(string day) =>
        DateOnly.TryParseExact(day.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly read) ? read : null;
}
