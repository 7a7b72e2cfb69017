using Benchmarking.Disclosure;
using Benchmarking.Grains;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Sealing;
using Benchmarking.Releases;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Flight;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Json;
using Benchmarking.Server.Limits;
using Benchmarking.Server.Services;
using Benchmarking.Server.Telemetry;
using Benchmarking.Server.Web;
using Grpc.AspNetCore.Server;

namespace Benchmarking.Server.Hosting;

/// <summary>Builds the server: one process with its silo, its store and its doors.</summary>
public static class ServerHost
{
    /// <summary>Largest message the server takes, in bytes; streams are the way to send more.</summary>
    internal const int LargestMessage = 4 * 1024 * 1024;

    /// <summary>Builds the application; it listens once it is started.</summary>
    /// <param name="args">Arguments, settings among them.</param>
    /// <param name="clock">The one clock; tests give a fake one.</param>
    /// <param name="policy">The disclosure policy of every cut; null for the one that the settings name.</param>
    /// <exception cref="SettingsException">The settings are wrong; the message has every problem.</exception>
    public static WebApplication Build(string[] args, TimeProvider? clock = null, DisclosurePolicy? policy = null)
    {
        // appsettings.json lies beside the program, wherever it is started from.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(ServerHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        BenchmarkingOptions options = builder.Configuration.GetSection(BenchmarkingOptions.Section).Get<BenchmarkingOptions>() ?? new();
        Outcome<DisclosurePolicy> chosen = policy is null ? PolicySetting.Read(options.DisclosurePolicy) : Outcome.Accepted(policy);
        string[] problems = [.. options.Validate(), .. PolicySetting.Explain(options.DisclosurePolicy, chosen.Problems)];
        if (problems.Length > 0)
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        TlsCertificate? certificate = TlsCertificate.Read(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(new EditionCacheSize(options.EditionCacheCells));
        builder.Services.AddSingleton(new PublicationRules([.. options.PreElectionPeriods.Select(period => period.ToPeriod())]));
        builder.WebHost.ConfigureKestrel(kestrel => Doors.Open(kestrel, options, certificate));
        builder.Host.UseSystemd();
        EncryptionCertificates encryption = CertificateFiles.OfEncryption(options);
        builder.Host.UseOrleans(silo => AddPlatform(silo, options, chosen.Value, encryption));
        builder.Services.AddSharedProtection(encryption);
        if (options.Oidc.IsEnabled)
            TokenAuthentication.Add(builder.Services, options.Oidc);
        AddGrpc(builder.Services, options);
        if (options.HasPages)
            PageHost.Add(builder, options);
        PlatformHealth.Add(builder.Services);
        Drain.Add(builder.Services, options);
        SilencedLogs.Add(builder.Services);
        TelemetryExport.Add(builder, options);
        WebApplication application = builder.Build();
        if (options.BehindTlsProxy)
        {
            application.UseForwardedHeaders(ClientAddress.FromProxy);
            application.Use(AsEncrypted);
        }
        application.Use(application.Services.GetRequiredService<Drain>().GuardAsync);
        if (options.HasPages)
            PageHost.Map(application);
        JsonDoor.Use(application, options);
        application.Use(application.Services.GetRequiredService<Admission>().RunAsync);
        MapGrpc(application);
        return application;
    }

    private static void AddPlatform(ISiloBuilder silo, BenchmarkingOptions options, DisclosurePolicy? policy, EncryptionCertificates encryption)
    {
        if (options.IsClustered)
            silo.AddClusteredPlatform(options.ConnectionString, options.Advertised, encryption, CertificateFiles.OfSilos(options), policy);
        else
            silo.AddEmbeddedPlatform(options.DataDirectory, encryption, policy);
    }

    private static void AddGrpc(IServiceCollection services, BenchmarkingOptions options)
    {
        IGrpcServerBuilder calls = services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.Interceptors.Add<CallMeter>();
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<AuthorisationInterceptor>();
            grpc.Interceptors.Add<SilenceInterceptor>();
            grpc.Interceptors.Add<JournalInterceptor>();
        });
        JsonDoor.Add(calls, options);
        calls.AddFlightServer<RowFlights>();
        services.AddGrpcReflection();
        services.AddSingleton<ReturnImport>();
        services.AddSingleton<Comparisons>();
        services.AddSingleton<Trends>();
        services.AddSingleton<QueryPlans>();
        services.AddSingleton<QueryRows>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<ReleaseDownloads>();
        services.AddSingleton<CallMeter>();
        services.AddSingleton<ErrorInterceptor>();
        services.AddSingleton<CallerFinder>();
        services.AddSingleton<TokenFinder>();
        services.AddSingleton<CertificateFinder>();
        services.AddSingleton<CertificateCheck>();
        services.AddSingleton<CertifiedCallers>();
        services.AddSingleton<Denials>();
        services.AddSingleton<AuthorisationInterceptor>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<Admission>();
        services.AddSingleton<SilenceInterceptor>();
        services.AddSingleton<JournalInterceptor>();
    }

    private static void MapGrpc(WebApplication application)
    {
        application.MapGrpcService<OrganisationGrpcService>();
        application.MapGrpcService<MeasureGrpcService>();
        application.MapGrpcService<PeriodGrpcService>();
        application.MapGrpcService<ReturnGrpcService>();
        application.MapGrpcService<EditionGrpcService>();
        application.MapGrpcService<BenchmarkGrpcService>();
        application.MapGrpcService<QueryGrpcService>();
        application.MapGrpcService<CohortProposalGrpcService>();
        application.MapGrpcService<ReleaseGrpcService>();
        application.MapGrpcService<KeyGrpcService>();
        application.MapGrpcService<JournalGrpcService>();
        application.MapFlightEndpoint();
        application.MapGrpcReflectionService();
        application.MapGrpcHealthChecksService();
        JsonDoor.Map(application);
        if (Permissions.Gaps(CallsOf(application)).ToArray() is { Length: > 0 } gaps)
            throw new InvalidOperationException($"These calls lack a row in the permissions, or rows lack a call: {string.Join(", ", gaps)}.");
    }

    // The settings say that whoever asks came by TLS, and no header need say so: cookies that travel over TLS only are made and read for such requests alone.
    private static Task AsEncrypted(HttpContext context, RequestDelegate next)
    {
        context.Request.Scheme = Uri.UriSchemeHttps;
        return next(context);
    }

    private static IEnumerable<string> CallsOf(IEndpointRouteBuilder endpoints) => endpoints.DataSources.SelectMany(source => source.Endpoints)
        .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>();
}

/// <summary>The settings are wrong; the message has every problem with its remedy.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SettingsException()
    {
    }

    /// <summary>Creates the exception with its message.</summary>
    public SettingsException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its message and cause.</summary>
    public SettingsException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
