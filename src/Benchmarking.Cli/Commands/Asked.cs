using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>The options that several commands ask for, worded once.</summary>
internal static class Asked
{
    public static Option<string> Period() =>
        new("--period") { Description = "A year 2025, a financial year 2025-26 or a quarter 2025-q3", HelpName = "P", Required = true };

    public static Option<string> Organisation(bool required = true) => new("--organisation")
    {
        Description = "Your organisation's identifier",
        HelpName = "O",
        Required = required,
    };

    public static Option<int?> Edition()
    {
        Option<int?> edition = new("--edition") { Description = "Number of the edition. Default: the latest", HelpName = "N" };
        edition.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int number) && number < 1) result.AddError("--edition takes 1 or more.");
        });
        return edition;
    }

    public static Option<string?> Stage()
    {
        Option<string?> stage = new("--stage")
        {
            Description = "committed, delivered or unstaged. Default: delivered when it is collected, else its first",
            HelpName = "S",
        };
        stage.AcceptOnlyFromAmong(Words.All<Stage>());
        return stage;
    }

    /// <summary>The id by which a request that broke off is sent again.</summary>
    public static Option<string?> RequestId() => new("--request-id")
    {
        Description = "A UUID that names the request: one whose outcome is unknown can be sent again under it, and is done once. Default: a new one",
        HelpName = "UUID",
    };

    public static Argument<string> File(string columns) =>
        new("FILE.csv") { Description = $"CSV in UTF-8 with the columns {columns}; - reads standard input" };
}
