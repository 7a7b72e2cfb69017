using Benchmarking.Disclosure;
using Benchmarking.Server.Hosting;
using Benchmarking.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>The policy's way into the server, and what it does there.</summary>
public sealed class DisclosurePolicyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string PolicyPath => Path.Combine(_directory.Path, "policy.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_bad_file_prevents_the_start_with_all_its_problems_and_those_of_the_settings()
    {
        await File.WriteAllTextAsync(PolicyPath, """{ "threshold": 4, "coalitionSize": 3, "sharePercent": "25", "treshold": 10 }""", TestContext.Current.CancellationToken);
        (int code, string[] lines) = await RunAsync("--Benchmarking:Listen", "nowhere", "--Benchmarking:DisclosurePolicy", PolicyPath);
        Assert.Equal(2, code);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("Benchmarking:Listen", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith($"Benchmarking:DisclosurePolicy \"{PolicyPath}\", ", line, StringComparison.Ordinal));
        Assert.Equal(["threshold", "sharePercent", "treshold", "proportionTail"], lines[1..].Select(line => line.Split("\", ")[1].Split(':')[0]));
        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "data")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_no_file_at_all_or_too_large_prevents_the_start()
    {
        foreach (string path in (string[])[PolicyPath, _directory.Path])
        {
            (int code, string[] lines) = await RunAsync("--Benchmarking:DisclosurePolicy", path);
            Assert.Equal(2, code);
            Assert.Contains("cannot be read", Assert.Single(lines), StringComparison.Ordinal);
        }
        await using (FileStream stream = File.Create(PolicyPath))
            stream.SetLength(10L * 1024 * 1024 * 1024);
        (int tooLarge, string[] explained) = await RunAsync("--Benchmarking:DisclosurePolicy", PolicyPath);
        Assert.Equal(2, tooLarge);
        Assert.Contains("larger than 64 kB", Assert.Single(explained), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_that_the_setting_names_is_the_servers_policy_and_the_default_holds_without_one()
    {
        await File.WriteAllTextAsync(PolicyPath, """{ "threshold": 20 }""", TestContext.Current.CancellationToken);
        Assert.Equal(new DisclosurePolicy { Threshold = 20 }, await PolicyOfAsync("--Benchmarking:DisclosurePolicy", PolicyPath));
        Assert.Equal(DisclosurePolicy.Default, await PolicyOfAsync("--Benchmarking:DisclosurePolicy", ""));
        Assert.Equal(DisclosurePolicy.Default, await PolicyOfAsync());
    }

    [Fact]
    public void A_policy_whose_parameters_do_not_go_together_is_misuse() =>
        Assert.Throws<ArgumentException>(() => ServerHost.Build(Arguments(), policy: new DisclosurePolicy { CoalitionSize = 3 }));

    [Fact]
    public async Task A_stricter_policy_publishes_less_and_its_digest_is_in_the_edition()
    {
        DisclosurePolicy stricter = new() { Threshold = 20 };
        Assert.NotEqual(DisclosurePolicy.Default.Digest(), stricter.Digest());
        Assert.Equal((true, true, DisclosurePolicy.Default.Digest()), await PublishedAsync(DisclosurePolicy.Default));
        // Twelve councils are too few now; the 24 of both sectors are not.
        Assert.Equal((true, false, stricter.Digest()), await PublishedAsync(stricter));
    }

    // Whether the whole and the councils are published, of twelve councils and twelve homes, and the edition's digest.
    private static async Task<(bool All, bool Councils, string Digest)> PublishedAsync(DisclosurePolicy policy)
    {
        await using TestServer server = await TestServer.StartAsync(policy);
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(1, 24).Select(i => new Organisation
        {
            Name = $"organisations/m{i:00}",
            DisplayName = $"Member {i}",
            Sector = i <= 12 ? "local-authority" : "housing-association",
        }));
        await server.Steward.ImportMeasuresAsync(new V1.MeasureDefinition { Id = "tp01", DisplayName = "Satisfaction", Unit = "%", Direction = "higher", Kind = "percentage" });
        await server.Steward.OpenAsync("2025");
        ImportResult imported = await server.Steward.ImportReturnsAsync("2025", Enumerable.Range(1, 24).Select(i =>
            new ImportLine { Line = i, Organisation = $"m{i:00}", Measure = "tp01", Stage = "delivered", Numerator = $"{50 + i}", Denominator = "100" }));
        Assert.Equal(24, imported.Stored.Count);
        Edition edition = await server.Steward.CutAsync("2025");
        return (await IsPublishedAsync("all"), await IsPublishedAsync("sector=local-authority"), edition.PolicyDigest);

        async Task<bool> IsPublishedAsync(string cohort) => (await server.Steward.Benchmarks.GetBenchmarkAsync(
            new() { Edition = edition.Name, Measure = "measures/tp01", Cohort = cohort })).Mean.HasValue;
    }

    private async Task<(int Code, string[] Lines)> RunAsync(params string[] args)
    {
        using StringWriter error = new();
        int code = await ServerProgram.RunAsync([.. Arguments(), .. args], TextWriter.Null, error);
        return (code, error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<DisclosurePolicy> PolicyOfAsync(params string[] args)
    {
        await using WebApplication application = ServerHost.Build([.. Arguments(), .. args]);
        return application.Services.GetRequiredService<DisclosurePolicy>();
    }

    private string[] Arguments() =>
        ["--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", "http://127.0.0.1:0", "--Benchmarking:DataDirectory", Path.Combine(_directory.Path, "data"), "--Logging:LogLevel:Default", "None"];
}
