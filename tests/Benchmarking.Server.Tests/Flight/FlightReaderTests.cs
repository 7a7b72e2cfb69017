using Benchmarking.Server.Tests.Attacks;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Queries;
using Benchmarking.V1;
using Google.Protobuf;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>Flights as programs of others read them: gRPC for Node asks, and Arrow for JavaScript reads.</summary>
public sealed class FlightReaderTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    [Fact]
    public async Task Another_client_and_another_reader_find_the_rows_of_the_query()
    {
        List<QueryRow> rows = await fixture.RowsAsync(Flights.Varied);
        ArrowReader read = await ArrowReader.FlyAsync(fixture.Server.Url, fixture.Analyst.Key, JsonFormatter.Default.Format(Flights.Varied));
        Assert.Equal(rows.Select(ArrowRow.Of), read.Rows.Select(row => row.ToRow()));
        Assert.Equal(rows.Count, read.Total);
        Assert.Equal(read.Schema, read.Told);
    }

    [Fact]
    public async Task Another_client_and_another_reader_find_the_rows_of_several_batches()
    {
        QueryRequest large = await fixture.LargeAsync();
        ArrowReader read = await ArrowReader.FlyAsync(fixture.Server.Url, fixture.Analyst.Key, JsonFormatter.Default.Format(large));
        Assert.Equal((await fixture.RowsAsync(large)).Select(ArrowRow.Of), read.Rows.Select(row => row.ToRow()));
    }

    [Fact]
    public async Task Another_client_and_another_reader_find_the_whole_edition()
    {
        ArrowReader read = await ArrowReader.FlyAsync(fixture.Server.Url, fixture.Analyst.Key, "periods/2025/editions/1");
        Flown flown = await fixture.Analyst.FlyAsync(Apache.Arrow.Flight.FlightDescriptor.CreatePathDescriptor("periods", "2025", "editions", "1"));
        Assert.Equal(flown.Rows, read.Rows.Select(row => row.ToRow()));
        Assert.NotEmpty(read.Rows);
    }

    [Fact]
    public async Task The_command_lines_file_of_Arrow_has_the_rows_and_the_columns_of_the_flight()
    {
        using TemporaryDirectory folder = new();
        string file = Path.Combine(folder.Path, "figures.arrow");
        await CommandLine.RunAsync(fixture.Server.Url, fixture.Analyst.Key, "query", "--period", "2024", "--period", "2025", "--stage", "committed,delivered,unstaged",
            "--filter", Flights.Varied.Filter, "--group-by", "sector,region", "--output", "arrow", "--file", file);
        ArrowReader flown = await ArrowReader.FlyAsync(fixture.Server.Url, fixture.Analyst.Key, JsonFormatter.Default.Format(Flights.Varied));
        ArrowReader read = await ArrowReader.ReadAsync(file);
        Assert.Equal(flown.Rows.Select(row => row.ToRow()), read.Rows.Select(row => row.ToRow()));
        Assert.Equal(flown.Schema, read.Schema);
    }
}
