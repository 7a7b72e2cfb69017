using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>The options of a query, and the request that they make.</summary>
internal sealed class QueryOptions
{
    private const int RowsAtOnce = 10_000;

    private readonly Option<string[]> _periods = Several("--period", "P", "A year 2025, a financial year 2025-26 or a quarter 2025-q3; more than one if wanted", required: true);
    private readonly Option<int?> _edition = Asked.Edition();
    private readonly Option<string[]> _measures = Several("--measure", "M", "The measure; more than one if wanted. Default: all that the edition has");
    private readonly Option<string[]> _stages = Several("--stage", "S", "committed, delivered or unstaged; more than one if wanted. Default: delivered when it is collected, else its first");
    private readonly Option<string?> _filter = new("--filter") { Description = "Whom it is about, such as 'sector = local-authority AND region != london'. Default: every member", HelpName = "FILTER" };
    private readonly Option<string[]> _groupBy = Several("--group-by", "DIMENSION", "Rows for each category of a dimension: sector, region, size_band_homes, or several with commas between");
    private readonly Option<string[]> _statistics = Several("--statistic", "STATISTIC", $"{string.Join(", ", Words.All<Statistic>())}, or several with commas between. Default: all that tell of the measure");

    public QueryOptions() => _edition.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && result.GetValue(_periods) is { Length: > 1 }) result.AddError("--edition goes with one --period.");
    });

    public IEnumerable<Option> All => [_periods, _edition, _measures, _stages, _filter, _groupBy, _statistics];

    public QueryRequest Read(Invocation invocation)
    {
        QueryRequest request = new() { Filter = invocation.Value(_filter) ?? "", PageSize = RowsAtOnce };
        request.Editions.AddRange(Parts(invocation, _periods).Select(period => ResourceName.Edition(period, invocation.Value(_edition))));
        request.Measures.AddRange(Parts(invocation, _measures).Select(ResourceName.Measure));
        request.Stages.AddRange(Parts(invocation, _stages).Select(word => ReadWord<Stage>("--stage", word)));
        request.GroupBy.AddRange(Parts(invocation, _groupBy));
        request.Statistics.AddRange(Parts(invocation, _statistics).Select(word => ReadWord<Statistic>("--statistic", word)));
        return request;
    }

    private static Option<string[]> Several(string name, string helpName, string description, bool required = false) =>
        new(name) { Description = description, HelpName = helpName, Required = required, AllowMultipleArgumentsPerToken = true };

    private static IEnumerable<string> Parts(Invocation invocation, Option<string[]> option) =>
        (invocation.Value(option) ?? []).SelectMany(words => words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static TEnum ReadWord<TEnum>(string option, string word) where TEnum : struct, Enum => Words.All<TEnum>().Contains(word.ToLowerInvariant())
        ? Words.Parse<TEnum>(word.ToLowerInvariant())
        : throw new RefusalException(ExitCode.Usage, $"{option} takes {string.Join(", ", Words.All<TEnum>())}, not \"{word}\".");
}
