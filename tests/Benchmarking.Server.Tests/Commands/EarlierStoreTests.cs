using System.Globalization;
using Benchmarking.Grains.Storage;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;
using Google.Protobuf;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Commands;

/// <summary>
/// Stores that earlier versions wrote, kept in <c>tests/reference/stores</c>: in a rolling upgrade old and new servers read each other's
/// records, so whatever was ever stored must be read, and read as the same.
/// </summary>
public sealed class EarlierStoreTests : IDisposable
{
    private const string Member = "organisations/o03";
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Stores => [.. Named("*.txt")];

    private static string Folder => Path.Combine(BuiltProgram.Root, "tests", "reference", "stores");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_store_that_is_kept_has_what_was_told_of_it_and_there_is_one()
    {
        Assert.NotEmpty(Stores);
        Assert.Equal(Named("*.txt"), Named("*.db"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_an_earlier_version_stored_is_read_as_it_was_and_can_be_gone_on_with(string store)
    {
        StoreTransfer.ImportEmbedded(Path.Combine(Folder, $"{store}.db"), _directory.Path);
        string[] told = await File.ReadAllLinesAsync(Path.Combine(Folder, $"{store}.txt"), TestContext.Current.CancellationToken);
        await using TestServer server = await TestServer.StartAsync(_directory);
        Assert.Equal(told[2..], await TellAsync(server.With(told[0]), server.With(told[1])));
        Api steward = server.With(told[1]);
        Return next = await server.With(told[0]).Returns.SubmitReturnAsync(new() { Name = $"{Member}/returns/2025", Lines = { Line("spd-01", "70", "80") } });
        Assert.Equal(3, next.Revision);
        Assert.Equal("periods/2025/editions/3", (await steward.CutAsync("2025")).Name);
    }

    // Run by hand when a record has changed its form: it writes a store of today beside the others, which stay.
    [Fact(Explicit = true)]
    public async Task Write_a_store_of_this_version()
    {
        string file = Path.Combine(Folder, DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Folder);
        await using (TestServer server = await TestServer.StartAsync(_directory))
        {
            Api steward = server.Steward;
            await FillAsync(steward);
            Api member = await server.SignInAsync(Role.Contributor, Member);
            await member.Returns.SubmitReturnAsync(new() { Name = $"{Member}/returns/2025", Reason = "A miscount.", RequestId = Guid.NewGuid().ToString(), Lines = { Line("spd-01", "61", "80") } });
            await member.Returns.UpdateReturnAsync(new() { Name = $"{Member}/returns/2024", Lines = { Line("spd-01", "1", "80", contract: "C-1") } });
            await steward.CutAsync("2025");
            await steward.Editions.WithdrawEditionAsync(new() { Name = "periods/2025/editions/1", Reason = "A figure was wrong." });
            await File.WriteAllLinesAsync($"{file}.txt", [member.Key, steward.Key, .. await TellAsync(member, steward)], TestContext.Current.CancellationToken);
        }
        StoreTransfer.ExportEmbedded(_directory.Path, $"{file}.db");
    }

    private static string[] Named(string files) => [.. Directory.GetFiles(Folder, files).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static async Task FillAsync(Api steward)
    {
        await steward.ImportOrganisationsAsync(Enumerable.Range(0, 24).Select(i => new Organisation
        {
            Name = $"organisations/o{i:00}",
            DisplayName = $"Sefydliad {i} é",
            Sector = i % 2 == 0 ? "local-authority" : "housing-association",
            Region = i % 3 == 0 ? "north" : "",
            PublicDenominators = { ["homes"] = $"{1000 + i}" },
            Attributes = { ["control_group"] = i is 4 or 6 ? "group" : "" },
        }));
        await steward.ImportMeasuresAsync(new MeasureDefinition { Id = "own-01", DisplayName = "Own", Unit = "£", Direction = "none", Kind = "amount", Stages = "delivered", Decimals = "0" });
        await steward.OpenAsync("2024");
        await steward.Periods.ClosePeriodAsync(new() { Name = "periods/2024" });
        await steward.OpenAsync("2024");
        await steward.OpenAsync("2025");
        await steward.ImportReturnsAsync("2025", Enumerable.Range(0, 24).SelectMany(i => new[]
        {
            new ImportLine { Line = 2 * i + 1, Organisation = $"o{i:00}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i}", Denominator = "80" },
            new ImportLine { Line = 2 * i + 2, Organisation = $"o{i:00}", Measure = "own-01", Stage = "delivered", Numerator = $"{1000 + 10 * i}.25", Denominator = "" },
        }));
        await steward.CutAsync("2025");
    }

    // Everything that the store holds, as its readers are told it.
    private static async Task<string[]> TellAsync(Api member, Api steward)
    {
        List<IMessage> told =
        [
            await member.Organisations.GetOrganisationAsync(new() { Name = Member }),
            await member.Returns.GetReturnAsync(new() { Name = $"{Member}/returns/2025" }),
            await member.Returns.GetReturnAsync(new() { Name = $"{Member}/returns/2024" }),
            await member.Returns.ListReturnRevisionsAsync(new() { Parent = $"{Member}/returns/2025" }),
            await member.Measures.GetMeasureAsync(new() { Name = "measures/own-01" }),
            await steward.Periods.ListPeriodsAsync(new()),
            await steward.Editions.ListEditionsAsync(new() { Parent = "periods/2025" }),
            await steward.Editions.GetEditionAuditAsync(new() { Name = "periods/2025/editions/2" }),
            await member.Benchmarks.CompareAsync(new() { Organisation = Member, Edition = "periods/2025" }),
        ];
        ListCohortsResponse cohorts = await member.Benchmarks.ListCohortsAsync(new() { Edition = "periods/2025/editions/2" });
        foreach (CohortSummary cohort in cohorts.Cohorts)
        {
            foreach (string measure in new[] { "spd-01", "own-01" })
                told.Add(await member.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025/editions/2", Measure = $"measures/{measure}", Stage = Stage.Delivered, Cohort = cohort.Cohort }));
        }
        return [.. told.Select(message => JsonFormatter.Default.Format(message))];
    }
}
