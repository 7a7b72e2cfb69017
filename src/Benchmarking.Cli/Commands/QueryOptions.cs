using System.CommandLine;
using Benchmarking.Cli.Completion;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>The options of a query, and the request that they make.</summary>
internal sealed class QueryOptions
{
    private const int RowsAtOnce = 10_000;

    private static readonly string[] Dimensions = ["sector", "region", "size_band_homes"];

    private readonly Option<string[]> _periods = Several("--period", "P", "A year 2025, a financial year 2025-26 or a quarter 2025-q3; more than one if wanted");
    private readonly Option<int?> _edition = Asked.Edition();
    private readonly Option<string[]> _measures = Several("--measure", "M", "The measure; more than one if wanted. Default: all that the edition has");
    private readonly Option<string[]> _stages = Several("--stage", "S", "committed, delivered or unstaged; more than one if wanted. Default: delivered when it is collected, else its first");
    private readonly Option<string?> _filter = new("--filter") { Description = "Whom it is about, such as 'sector = local-authority AND region != london'. Default: every member", HelpName = "FILTER" };
    private readonly Option<string[]> _groupBy = Several("--group-by", "DIMENSION", $"Rows for each category of a dimension: {string.Join(", ", Dimensions)}, or several with commas between");
    private readonly Option<string[]> _statistics = Several("--statistic", "STATISTIC", $"{string.Join(", ", Words.All<Statistic>())}, or several with commas between. Default: all that tell of the measure");

    public QueryOptions()
    {
        Check<Stage>(_stages);
        Check<Statistic>(_statistics);
        WordList.Complete(_stages, Words.All<Stage>());
        WordList.Complete(_groupBy, Dimensions);
        WordList.Complete(_statistics, Words.All<Statistic>());
    }

    public IEnumerable<Option> All => [_periods, _edition, _measures, _stages, _filter, _groupBy, _statistics];

    /// <summary>The request of some options.</summary>
    /// <param name="typed">Where they are.</param>
    /// <param name="otherwise">Where those are that are not there.</param>
    /// <param name="problems">Is told what does not go together.</param>
    public QueryRequest Read(ParseResult typed, ParseResult otherwise, ICollection<string> problems)
    {
        ParseResult At(Option option) => typed.GetResult(option) is { Implicit: false } ? typed : otherwise;
        string[] Parts(Option<string[]> option) => WordsOf(At(option).GetValue(option));
        int? edition = At(_edition).GetValue(_edition);
        string[] periods = Parts(_periods);
        if (periods.Length == 0) problems.Add("Option '--period' is required.");
        if (edition is not null && periods.Length > 1) problems.Add("--edition goes with one --period.");
        QueryRequest request = new() { Filter = At(_filter).GetValue(_filter) ?? "", PageSize = RowsAtOnce };
        request.Editions.AddRange(periods.Select(period => ResourceName.Edition(period, edition)));
        request.Measures.AddRange(Parts(_measures).Select(ResourceName.Measure));
        request.Stages.AddRange(Parts(_stages).Select(word => Words.Parse<Stage>(word)));
        request.GroupBy.AddRange(Parts(_groupBy));
        request.Statistics.AddRange(Parts(_statistics).Select(word => Words.Parse<Statistic>(word)));
        return request;
    }

    private static Option<string[]> Several(string name, string helpName, string description)
    {
        Option<string[]> option = new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };
        // The library takes whatever follows for another value, and a mistyped option with it.
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"There is no option {token.Value} here.");
        });
        return option;
    }

    private static string[] WordsOf(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static void Check<TEnum>(Option<string[]> option) where TEnum : struct, Enum => option.Validators.Add(result =>
    {
        foreach (string word in WordsOf([.. result.Tokens.Select(token => token.Value)]))
        {
            if (!Words.All<TEnum>().Contains(word.ToLowerInvariant())) result.AddError($"{option.Name} takes {string.Join(", ", Words.All<TEnum>())}, not \"{word}\".");
        }
    });
}
