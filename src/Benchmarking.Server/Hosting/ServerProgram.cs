using Benchmarking.Disclosure;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Storage;
using Benchmarking.Server.Commands;
using Benchmarking.Server.Sample;
using Spectre.Console;

namespace Benchmarking.Server.Hosting;

/// <summary>The server as a program: starts, says where it is and what to do next, and serves until it is told to stop.</summary>
public static class ServerProgram
{
    private const int WrongSettings = 2;
    private const int CannotStart = 1;

    private const string Help = """
        Benchmarking.Server: the platform, on its embedded store or on PostgreSQL.

          health                ask the server that runs here how it is, and end: with 0 when it takes calls, 1 when not
          migrate               lay out the PostgreSQL database, or bring it up to date, and end
          rewrap                put the keys of the store under Benchmarking:EncryptionCertificate, whatever they were under, and end
          export FILE           write the whole store into a new file, and end
          import FILE           read such a file into an empty store, and end
          backup FILE           copy the embedded store into a new file while the server goes on, and end
          restore FILE          put such a copy in the store's place, keep the old one beside it, and end
          --sample              fill an empty store with a synthetic sector, and show a comparison
          --issue-steward-key   print a new steward's key and go on serving (for whoever runs the machine)
          --help                this text

        Settings (appsettings.json, environment or arguments):
          --Benchmarking:Listen http://127.0.0.1:50051    Benchmarking__Listen
          --Benchmarking:WebListen http://127.0.0.1:50080 where the pages are; empty for none; with https they are on Listen's port
          --Benchmarking:BrowserOrigins:0 https://…       whose pages' scripts may call from a browser, by JSON or gRPC-Web (:1 and so on for more)
          --Benchmarking:DataDirectory data               Benchmarking__DataDirectory
          --Benchmarking:Store postgres                   instead of embedded: a database that several servers share
          --Benchmarking:ConnectionString Host=…          the database; better in the environment: it has the password
          --Benchmarking:AdvertisedAddress 10.0.0.5       where the other servers reach this one
          --Benchmarking:SiloPort 11111                   and at which port
          --Benchmarking:SiloCertificate FILE             a PFX with its key, the same on every server: they then speak TLS among them
          --Benchmarking:SiloCertificatePassword …        if it has one; each password is better in the environment
          --Benchmarking:SiloNetworkIsPrivate true        instead of a certificate: nobody but the servers reaches the network between them
          --Benchmarking:OtherSiloCertificates:0:File FILE      PEM or PFX (its password in :0:Password): what other servers may show instead while one
                                                          takes the other's place (:1 and so on for more)
          --Benchmarking:EncryptionCertificate FILE       a PFX with its RSA key, the same on every server: it protects the keys that encrypt returns
          --Benchmarking:EncryptionCertificatePassword …  if it has one
          --Benchmarking:OtherEncryptionCertificates:0:File FILE   a PFX that opens those keys too (its password in :0:Password), while one takes the other's
                                                          place: until rewrap was run (:1 and so on for more)
          --Benchmarking:DisclosurePolicy FILE            instead of the default: deploy/disclosure-policy.json explains it
          --Benchmarking:PreElectionPeriods:0:Name "local elections"   with :First 2027-03-22 and :Last 2027-05-06: nothing is published then (:1 and so on for more)
          --Benchmarking:Certificate FILE                 for https: a PFX or PEM with its key
          --Benchmarking:CertificatePassword …            if it has one
          --Benchmarking:BehindTlsProxy true              a proxy in front ends TLS
          --Benchmarking:DrainSeconds 5                   how long it takes calls after SIGTERM, while its health says that it is not ready
          --Benchmarking:FinishSeconds 25                 and how long calls under way may go on after that
          --Benchmarking:EditionCacheCells 400000         how many cells of editions it keeps in memory, about 500 bytes each
          --Benchmarking:Telemetry:OtlpEndpoint http://…  sends traces, metrics and logs to an OpenTelemetry collector; none has a figure in it
          --Benchmarking:Limits:CallsPerSecond 500        of one key; appsettings.json has all limits. Each server counts for itself; 0 is no limit

        Tokens of an OpenID Connect provider, beside keys (all of them, or none):
          --Benchmarking:Oidc:Authority https://…         the provider; or, offline, Oidc:JwksFile FILE and Oidc:Issuer
          --Benchmarking:Oidc:Audience benchmarking       whom its tokens must be for
          --Benchmarking:Oidc:RoleClaim roles             the claim that says the role, and what says which:
          --Benchmarking:Oidc:Roles:contributor:0 editors (contributor, viewer, publisher, analyst, steward; :1 and so on for more)
          --Benchmarking:Oidc:OrganisationClaim organisation   the claim with the organisation's identifier
          --Benchmarking:Oidc:BodyClaim body              the claim with a publisher's umbrella body
          --Benchmarking:Oidc:ClockSkewSeconds 30         how far its clock and this one may be apart
          --Benchmarking:Oidc:ClientId benchmarking-pages for signing in at the pages with an account of the provider, which sends
                                                          readers back to /sign-in/callback; with Oidc:ClientSecret, better in the environment
          --Benchmarking:Oidc:Scopes openid               what the pages ask it for
          --Benchmarking:Oidc:PagesAddress https://…      where readers reach the pages; needed behind a proxy

        Client certificates, beside keys, when Listen is https and no proxy is in front:
          --Benchmarking:ClientCertificates:AuthorityFile FILE     the authorities' certificates, PEM
          --Benchmarking:ClientCertificates:Callers:0:Subject …    whose: the whole subject, or AlternativeName (DNS), or Thumbprint (SHA-256)
          --Benchmarking:ClientCertificates:Callers:0:Role steward and as what (:1 and so on for more)
          --Benchmarking:ClientCertificates:Callers:0:Organisation 00AA   of a contributor or viewer; Body of a publisher
          --Benchmarking:ClientCertificates:CheckRevocation true   ask the authority whether it was revoked
        """;

    /// <summary>Runs the server. Exit codes: 0 stopped, 1 cannot start, 2 settings are wrong.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Contains("--help"))
        {
            await output.WriteLineAsync(Help);
            return 0;
        }
        try
        {
            if (StoreCommands.Find(args) is { } command)
                return await command(output);
            // Switches without a value are ours; the configuration reads the pairs.
            await using WebApplication application = ServerHost.Build([.. args.Where(arg => arg is not ("--sample" or "--issue-steward-key"))]);
            await application.StartAsync();
            await GreetAsync(application, args, output, error);
            await application.WaitForShutdownAsync();
            return 0;
        }
        catch (SettingsException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return WrongSettings;
        }
        catch (Exception exception) when (Explanation(exception) is { } explanation)
        {
            await error.WriteLineAsync(explanation);
            return CannotStart;
        }
    }

    private static async Task GreetAsync(WebApplication application, string[] args, TextWriter output, TextWriter error)
    {
        string url = application.Urls.First();
        IServiceProvider services = application.Services;
        string? stewardKey = await services.GetRequiredService<FirstStart>().IssueStewardKeyAsync(
            key => output.WriteLine($"First start. Steward's key, shown once: {key}"));
        if (stewardKey is null && args.Contains("--issue-steward-key"))
        {
            stewardKey = await services.GetRequiredService<Operator>().IssueKeyAsync(Role.Steward);
            await output.WriteLineAsync($"A new steward's key: {stewardKey}");
        }
        if (args.Contains("--sample"))
            await ShowSampleAsync(services, url, stewardKey, output, error);
        await output.WriteLineAsync(PolicySetting.Greeting(services.GetRequiredService<BenchmarkingOptions>().DisclosurePolicy, services.GetRequiredService<DisclosurePolicy>()));
        BenchmarkingOptions options = services.GetRequiredService<BenchmarkingOptions>();
        if (options.EncryptionCertificate.Length == 0)
        {
            await output.WriteLineAsync($"Returns are encrypted, and their keys lie beside them in clear ({(options.IsClustered ? "tables DataKey and KeyRing" : "benchmarking.db.keys")}): whoever has both reads all. "
                + "Name a certificate in Benchmarking:EncryptionCertificate to protect the keys.");
        }
        foreach (string keys in options.IsClustered ? [] : StoreBackup.KeysAside(options.DataDirectory))
            await output.WriteLineAsync($"A restore has left earlier keys in {keys}: the key of an organisation that is withdrawn, or of a period that is finished, lives on there. Delete that file.");
        string store = options.IsClustered ? "PostgreSQL" : Path.GetFullPath(options.DataDirectory);
        if (options.HasPages)
            await output.WriteLineAsync($"Its pages are at {application.Urls.Last()}: sign in there with a key{(options.Oidc.SignsIn ? ", or an account of the identity provider" : "")}.");
        await output.WriteLineAsync($"Benchmarking listens on {url} and keeps its data in {store}. Ctrl+C stops it.");
    }

    private static async Task ShowSampleAsync(IServiceProvider services, string url, string? stewardKey, TextWriter output, TextWriter error)
    {
        SampleStart sample = ActivatorUtilities.CreateInstance<SampleStart>(services);
        if (await sample.HasOtherMembersAsync())
        {
            await error.WriteLineAsync("The store has members of its own: --sample leaves it as it is. Name an empty Benchmarking:DataDirectory for the sample.");
            return;
        }
        if (await sample.IsGoneAsync())
        {
            await error.WriteLineAsync("The sample's editions were withdrawn, or its period was finished: no figures of it are left to show. Name an empty Benchmarking:DataDirectory for another.");
            return;
        }
        KeyRing keys = services.GetRequiredService<KeyRing>();
        stewardKey ??= await services.GetRequiredService<Operator>().IssueKeyAsync(Role.Steward);
        await sample.FillAsync((await keys.AuthenticateAsync(stewardKey))!, error.WriteLine);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        // A pipe has no width; the table must not be folded to 80 columns there.
        console.Profile.Width = Math.Max(console.Profile.Width, 180);
        console.Write(await ActivatorUtilities.CreateInstance<SampleComparison>(services).ReadAsync(url, SampleStart.Period));
        await WriteCommandsAsync(await sample.IssueKeysAsync(), stewardKey, url, output);
    }

    private static async Task WriteCommandsAsync(IReadOnlyDictionary<Role, string> keys, string stewardKey, string url, TextWriter output)
    {
        string command = $"dotnet run -c Release --project src/Benchmarking.Cli -- --server {url}";
        await output.WriteLineAsync($"""

            Keys of this start, one for each kind of user, and what to try with them from another terminal:

            contributor of {SampleStart.Member}:
              {command} --key {keys[Role.Contributor]} compare --organisation {SampleStart.Member} --period {SampleStart.Period}
            publisher:
              {command} --key {keys[Role.Publisher]} benchmark --period {SampleStart.Period} --measure spd-01 --cohort sector=housing-association
            analyst:
              {command} --key {keys[Role.Analyst]} benchmark --period {SampleStart.Period} --measure emp-01 --stage delivered --cohort region=north --output json
            steward:
              {command} --key {stewardKey} editions list --period {SampleStart.Period}

            """);
    }

    // What an operator can mend is said in a sentence; anything else keeps its stack.
    private static string? Explanation(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is StorageUnavailableException)
                return cause.Message;
            if (cause is NotAcknowledgedException)
                return $"{cause.Message} See that the disk of the data directory works and has room, and start again.";
            if (cause is Microsoft.AspNetCore.Connections.AddressInUseException)
                return $"{exception.Message} Another program has the port: stop it, or choose another with --Benchmarking:Listen http://127.0.0.1:0 (the pages': --Benchmarking:WebListen).";
        }
        return null;
    }
}
