using Apache.Arrow;
using Apache.Arrow.Ipc;
using Benchmarking.Arrow;
using Benchmarking.Server.Services;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>Batches are as large as readers take, whatever the rows are.</summary>
public sealed class RowBatchTests
{
    // A plain row, one of words that take three bytes a letter, and one of a cohort that was added up from the most parts.
    public static TheoryData<string, int> Rows => new() { { "a cohort", 0 }, { "区域区域区域区域", 3 }, { new string('x', 20_000), 400 } };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_full_batch_is_below_2_MB(string cohort, int parts)
    {
        QueryRow row = new() { Edition = "periods/2025/editions/1", Measure = "measures/pct", Cohort = cohort, Figure = new() { Value = 1 }, Citation = cohort };
        row.DerivedFrom.AddRange(Enumerable.Range(0, parts).Select(part => $"sector=local-authority,region=of-which-the-name-has-sixty-four-letters-{part:000}"));
        RowBatch rows = new();
        while (!rows.IsFull)
            rows.Add(row);
        int count = rows.RowCount;
        using RecordBatch batch = rows.Take();
        using MemoryStream stream = new();
        using (ArrowStreamWriter writer = new(stream, RowBatch.Schema, leaveOpen: true))
            await writer.WriteRecordBatchAsync(batch, TestContext.Current.CancellationToken);
        Assert.InRange(stream.Length, 100_000, RowBatch.LargestBytes);
        Assert.Equal((count, 0, false), (batch.Length, rows.RowCount, rows.IsFull));
    }

    [Fact]
    public void A_batch_has_nothing_of_the_one_before_it()
    {
        RowBatch rows = new();
        QueryRow[] all = [new() { Edition = "one", Markers = { Marker.Confidential }, NearestPublished = { new NearestCohort { Cohort = "all" } } }, new() { Edition = "two", Figure = new() { Value = 2 }, N = 2 }, new() { Edition = "three" }];
        List<ArrowRow> read = [];
        foreach (QueryRow row in all)
        {
            rows.Add(row);
            using RecordBatch batch = rows.Take();
            read.AddRange(ArrowRow.Of(batch));
        }
        Assert.Equal(["one c all", "two  ", "three  "], read.Select(row => $"{row.Edition} {row.Markers} {row.Nearest}"));
        Assert.Equal([null, 2, null], read.Select(row => row.Value));
    }

    [Fact]
    public void A_batch_without_rows_has_the_columns()
    {
        using RecordBatch batch = new RowBatch().Take();
        Assert.Equal((0, RowBatch.Schema.FieldsList.Count), (batch.Length, batch.ColumnCount));
    }

    [Fact]
    public void A_row_without_a_figure_has_nulls_and_never_0()
    {
        RowBatch rows = new();
        rows.Add(new() { Markers = { Marker.Confidential }, Reason = WithheldReason.Protected, Outcome = RowOutcome.Withheld });
        using RecordBatch batch = rows.Take();
        ArrowRow row = Assert.Single(ArrowRow.Of(batch));
        Assert.Equal((null, null, null, null, null, "c", "PROTECTED", "withheld"), (row.Value, row.Text, row.Lower, row.N, row.MemberCount, row.Markers, row.Reason, row.Outcome));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(QueryRows.LargestPage, 1)]
    [InlineData(QueryRows.LargestPage + 1, 2)]
    [InlineData(1_000_000, 10)]
    public void A_flight_has_an_endpoint_for_each_page_and_one_when_there_are_no_rows(long rows, int endpoints)
    {
        long[] first = [.. Server.Flight.RowFlights.FirstRows(rows)];
        Assert.Equal(Enumerable.Range(0, endpoints).Select(index => (long)index * QueryRows.LargestPage), first);
    }
}
