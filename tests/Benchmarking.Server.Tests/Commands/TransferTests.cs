using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;
using static Benchmarking.Server.Tests.Commands.ServerCommand;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Commands;

/// <summary>A platform moves from one machine to PostgreSQL and back, and its members notice nothing.</summary>
public sealed class TransferTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_platform_moves_to_PostgreSQL_and_back_byte_for_byte()
    {
        (string key, Return stored, Benchmark told) = await RunMainJobAsync(_directory);
        string database = await postgres.CreateDatabaseAsync();
        Assert.Contains("Applied 0001-storage.sql", await RunAsync(["migrate", .. Postgres(database)]), StringComparison.Ordinal);
        string digest = Digest(await RunAsync(["export", PathOf("away"), .. Embedded(_directory.Path)]));
        Assert.Equal(digest, Digest(await RunAsync(["import", PathOf("away"), .. Postgres(database)])));
        Assert.Equal(digest, Digest(await RunAsync(["export", PathOf("back"), .. Postgres(database)])));
        Assert.Equal(digest, Digest(await RunAsync(["import", PathOf("back"), .. Embedded(PathOf("home"))])));

        await using TestServer server = await TestServer.StartOnPostgresAsync(database);
        Api member = server.With(key);
        Assert.Equal(stored, await member.Returns.GetReturnAsync(new() { Name = stored.Name }));
        Assert.Equal(told, await member.Benchmarks.GetBenchmarkAsync(new() { Edition = told.Edition, Measure = told.Measure }));
        Assert.Equal(2, (await member.Returns.SubmitReturnAsync(new() { Name = stored.Name, Lines = { Line("spd-01", "7", "80") } })).Revision);
    }

    [Fact]
    public async Task Only_an_empty_store_takes_records()
    {
        await RunMainJobAsync(_directory);
        await RunAsync(["export", PathOf("file"), .. Embedded(_directory.Path)]);
        await RefusedAsync("has records already", ["import", PathOf("file"), .. Embedded(_directory.Path)]);
        string database = await postgres.CreateStoreAsync();
        await RunAsync(["import", PathOf("file"), .. Postgres(database)]);
        await RefusedAsync("has records already", ["import", PathOf("file"), .. Postgres(database)]);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten_and_none_is_left_half_done()
    {
        await RefusedAsync("no store in", ["export", PathOf("file"), .. Embedded(PathOf("nowhere"))]);
        Directory.CreateDirectory(PathOf("empty"));
        await using (TestServer server = await TestServer.StartAsync(_directory))
            await RefusedAsync("Another server is using", ["export", PathOf("file"), .. Embedded(_directory.Path)]);
        Assert.False(File.Exists(PathOf("file")));
        await RunAsync(["export", PathOf("file"), .. Embedded(_directory.Path)]);
        await RefusedAsync("is there already", ["export", PathOf("file"), .. Embedded(_directory.Path)]);
    }

    [Fact]
    public async Task A_file_that_is_no_export_is_refused_and_nothing_is_kept()
    {
        string database = await postgres.CreateStoreAsync();
        await RefusedAsync("is not there", ["import", PathOf("missing"), .. Postgres(database)]);
        await File.WriteAllTextAsync(PathOf("text"), new string('x', 10_000));
        await RefusedAsync("is not a database", ["import", PathOf("text"), .. Postgres(database)]);
        await RunMainJobAsync(_directory);
        await RunAsync(["export", PathOf("cut-short"), .. Embedded(_directory.Path)]);
        using (FileStream file = File.OpenWrite(PathOf("cut-short")))
            file.SetLength(file.Length / 2);
        await RefusedAsync("damaged", ["import", PathOf("cut-short"), .. Postgres(database)]);
        await RefusedAsync("no record to move", ["export", PathOf("nothing"), .. Postgres(database)]);
    }

    [Fact]
    public async Task A_database_that_is_not_laid_out_is_refused_with_what_to_run()
    {
        string database = await postgres.CreateDatabaseAsync();
        await RefusedAsync("Benchmarking.Server migrate", ["import", PathOf("file"), .. Postgres(database)]);
        (int code, _, string error) = await ProgramAsync(Postgres(database));
        Assert.Equal(1, code);
        Assert.Contains("Benchmarking.Server migrate", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not a command", "migrat")]
    [InlineData("is not a command, or lacks its file", "export")]
    [InlineData("Store is embedded, which needs no migration", "migrate")]
    [InlineData("ConnectionString is empty", "migrate", "--Benchmarking:Store", "postgres")]
    [InlineData("Store is \"oracle\"", "migrate", "--Benchmarking:Store", "oracle")]
    [InlineData("SiloPort is 70000", "--Benchmarking:Store", "postgres", "--Benchmarking:SiloPort", "70000")]
    [InlineData("AdvertisedAddress is \"0.0.0.0\"", "--Benchmarking:Store", "postgres", "--Benchmarking:AdvertisedAddress", "0.0.0.0")]
    [InlineData("figures would cross the network in clear", "--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", "Host=localhost", "--Benchmarking:AdvertisedAddress", "10.0.0.5")]
    [InlineData("SiloCertificate \"missing.pfx\" is not there", "--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", "Host=localhost", "--Benchmarking:SiloCertificate", "missing.pfx")]
    [InlineData("OtherSiloCertificates:1:File \"missing.crt\" is not there", "--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", "Host=localhost", "--Benchmarking:OtherSiloCertificates:0:File", "", "--Benchmarking:OtherSiloCertificates:1:File", "missing.crt")]
    [InlineData("and Benchmarking:EncryptionCertificate is empty", "--Benchmarking:OtherEncryptionCertificates:0:File", "missing.pfx")]
    [InlineData("and Benchmarking:SiloCertificate is empty", "--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", "Host=localhost", "--Benchmarking:OtherSiloCertificates:0:File", "missing.crt")]
    [InlineData("Store is embedded", "--Benchmarking:ConnectionString", "Host=localhost")]
    public async Task Wrong_settings_are_said_with_what_to_write(string said, params string[] args)
    {
        (int code, _, string error) = await ProgramAsync(args);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private static async Task<(string Key, Return Stored, Benchmark Told)> RunMainJobAsync(TemporaryDirectory directory)
    {
        await using TestServer server = await TestServer.StartAsync(directory);
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(0, 12).Select(i => new Organisation { Name = $"organisations/o{i}", DisplayName = $"Cyngor {i} é", Sector = "local-authority" }));
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", Enumerable.Range(0, 12).Select(i =>
            new ImportLine { Line = i + 1, Organisation = $"o{i}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i}", Denominator = "80" }));
        await server.Steward.CutAsync("2025");
        Api member = await server.SignInAsync(Role.Contributor, "organisations/o3");
        return (member.Key, await member.Returns.GetReturnAsync(new() { Name = "organisations/o3/returns/2025" }),
            await member.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025/editions/1", Measure = "measures/spd-01" }));
    }

    private string PathOf(string name) => Path.Combine(_directory.Path, name);

    private static string[] Postgres(string database) => ["--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", database];
}
