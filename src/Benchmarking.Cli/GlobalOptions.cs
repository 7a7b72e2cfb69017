using System.CommandLine;
using System.CommandLine.Completions;
using Benchmarking.Cli.Output;
using Benchmarking.Client;

namespace Benchmarking.Cli;

/// <summary>The options of every command: where the server is, who asks, and how to print the answer.</summary>
internal sealed class GlobalOptions
{
    public const string ServerVariable = "BENCHMARKING_SERVER";
    public const string KeyVariable = "BENCHMARKING_KEY";
    public const string DefaultServer = "http://127.0.0.1:50051";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Address of the server. Default: the variable {ServerVariable}, else {DefaultServer}",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"Your key. Default: the variable {KeyVariable}, which other users of this machine cannot see",
        HelpName = "KEY",
        Recursive = true,
    };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = $"Your client certificate instead of a key: a PFX file, or a PEM file with its key. Its password, if it has one, in {ClientCertificate.PasswordVariable}. Default: the variable {ClientCertificate.Variable}",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<OutputFormat> _output = new("--output", "-o")
    {
        Description = "How to print results: for people, for a spreadsheet, for a program, or, from query, as a file of Arrow",
        HelpName = "table|csv|json|arrow",
        DefaultValueFactory = _ => OutputFormat.Table,
        Recursive = true,
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Seconds a call may take. Imports, queries and downloads end when the server ends them (after an hour, unless it is set otherwise), a cut, and finishing a period, which waits for one, within two hours",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 100,
        Recursive = true,
    };

    private readonly Option<bool> _allowPlainHttp = new("--allow-plain-http")
    {
        Description = "Send the key unencrypted to another machine; only over a network that is encrypted below",
        Recursive = true,
    };

    public GlobalOptions()
    {
        _timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int seconds) && seconds is < 1 or > 86_400)
                result.AddError("--timeout takes 1 to 86400 seconds.");
        });
        // In the letters that help has, where the library would take C#'s.
        _output.CompletionSources.Clear();
        _output.CompletionSources.Add(context => Enum.GetValues<OutputFormat>()
            .Where(format => format != OutputFormat.Arrow || context.ParseResult.CommandResult.Command is Verb { GivesArrow: true })
            .Select(format => new CompletionItem($"{format}".ToLowerInvariant())));
    }

    public void AddTo(Command root)
    {
        foreach (Option option in (Option[])[_server, _key, _certificate, _output, _timeout, _allowPlainHttp]) root.Add(option);
    }

    public OutputFormat Format(ParseResult parsed) => parsed.GetValue(_output);

    public string Server(ParseResult parsed, Terminal terminal) =>
        Given(parsed.GetValue(_server)) ?? Given(terminal.Environment(ServerVariable)) ?? DefaultServer;

    public BenchmarkingClient Connect(ParseResult parsed, Terminal terminal)
    {
        string server = Server(parsed, terminal);
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address))
            throw new RefusalException(ExitCode.Usage, $"The server address \"{server}\" is not of the form https://host or http://host:port.");
        try
        {
            // What is typed counts before what a variable has: with two, the server would want both to be of one caller.
            string? typedKey = Given(parsed.GetValue(_key)), typedFile = Given(parsed.GetValue(_certificate));
            string? key = typedKey ?? (typedFile is null ? terminal.Environment(KeyVariable) : null);
            string? file = typedFile ?? (typedKey is null ? Given(terminal.Environment(ClientCertificate.Variable)) : null);
            return new(address, key, new()
            {
                Certificate = file is null ? null : ClientCertificate.Read(file, terminal),
                DefaultDeadline = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
                AllowKeyOverPlainHttp = parsed.GetValue(_allowPlainHttp),
            });
        }
        catch (ArgumentException refused)
        {
            // The parameter's name, which .NET appends, says nothing to a person at a prompt.
            string message = refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal);
            throw new RefusalException(ExitCode.Usage, message, cause: refused);
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
