using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>What every engine promises about a record and its version, which is the only fence between two activations.</summary>
public abstract class GrainStorageVersions(IStorageEngine engine)
{
    private IGrainStorage Storage => engine.Storage;

    [Fact]
    public async Task An_absent_record_reads_as_new()
    {
        Cell cell = await Cell.Read(Storage, Cell.NewKey());
        Assert.False(cell.State.RecordExists);
        Assert.Null(cell.State.ETag);
        Assert.Equal("", cell.Record.Text);
    }

    [Fact]
    public async Task A_first_write_is_read_back()
    {
        string key = Cell.NewKey();
        Cell written = await Cell.Written(Storage, key, "first");
        Cell read = await Cell.Read(Storage, key);
        Assert.True(read.State.RecordExists);
        Assert.Equal("first", read.Record.Text);
        Assert.Equal(written.State.ETag, read.State.ETag);
    }

    [Fact]
    public async Task Each_write_changes_the_version_and_allows_the_next()
    {
        string key = Cell.NewKey();
        Cell cell = await Cell.Written(Storage, key, "0");
        var versions = new HashSet<string?> { cell.State.ETag };
        for (int i = 1; i <= 20; i++)
        {
            await cell.Write($"{i}");
            Assert.True(versions.Add(cell.State.ETag));
        }
        Assert.Equal("20", (await Cell.Read(Storage, key)).Record.Text);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        string key = Cell.NewKey();
        Cell ahead = await Cell.Written(Storage, key, "one");
        Cell behind = await Cell.Read(Storage, key);
        await ahead.Write("two");
        await Assert.ThrowsAsync<InconsistentStateException>(() => behind.Write("lost"));
        Assert.Equal("two", (await Cell.Read(Storage, key)).Record.Text);
        await ahead.Write("three");
    }

    [Fact]
    public async Task A_version_of_a_record_that_never_was_is_refused()
    {
        string key = Cell.NewKey();
        var cell = new Cell(Storage, key);
        cell.State.ETag = "7";
        await Assert.ThrowsAsync<InconsistentStateException>(() => cell.Write("from nowhere"));
        Assert.False((await Cell.Read(Storage, key)).State.RecordExists);
    }

    [Fact]
    public async Task Of_racing_first_writers_exactly_one_wins()
    {
        for (int round = 0; round < 10; round++)
        {
            string key = Cell.NewKey();
            await OneOf(Enumerable.Range(0, 16).Select(_ => new Cell(Storage, key)).ToArray(), key);
        }
    }

    [Fact]
    public async Task Of_racing_updaters_exactly_one_wins()
    {
        for (int round = 0; round < 10; round++)
        {
            string key = Cell.NewKey();
            await Cell.Written(Storage, key, "before");
            var cells = new Cell[16];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = await Cell.Read(Storage, key);
            await OneOf(cells, key);
        }
    }

    [Fact]
    public async Task A_cleared_record_is_gone_and_can_be_written_again()
    {
        string key = Cell.NewKey();
        Cell cell = await Cell.Written(Storage, key, "before");
        await cell.Clear();
        Assert.False(cell.State.RecordExists);
        Assert.False((await Cell.Read(Storage, key)).State.RecordExists);
        await cell.Write("after");
        Assert.Equal("after", (await Cell.Read(Storage, key)).Record.Text);
    }

    [Fact]
    public async Task Clearing_with_a_stale_version_is_refused()
    {
        string key = Cell.NewKey();
        Cell ahead = await Cell.Written(Storage, key, "one");
        Cell behind = await Cell.Read(Storage, key);
        await ahead.Write("two");
        await Assert.ThrowsAsync<InconsistentStateException>(behind.Clear);
        Assert.Equal("two", (await Cell.Read(Storage, key)).Record.Text);
    }

    [Fact]
    public async Task Clearing_twice_or_clearing_nothing_is_quiet()
    {
        string key = Cell.NewKey();
        await new Cell(Storage, key).Clear();
        Cell cell = await Cell.Written(Storage, key, "one");
        await cell.Clear();
        await cell.Clear();
        Assert.False((await Cell.Read(Storage, key)).State.RecordExists);
    }

    [Fact]
    public async Task Whoever_last_saw_a_deleted_record_cannot_overwrite_its_successor()
    {
        string key = Cell.NewKey();
        Cell owner = await Cell.Written(Storage, key, "old");
        Cell ghost = await Cell.Read(Storage, key);
        await owner.Clear();
        await owner.Write("successor");
        await Assert.ThrowsAsync<InconsistentStateException>(() => ghost.Write("ghost"));
        await Assert.ThrowsAsync<InconsistentStateException>(ghost.Clear);
        Assert.Equal("successor", (await Cell.Read(Storage, key)).Record.Text);
    }

    private async Task OneOf(Cell[] cells, string key)
    {
        bool[] won = await Task.WhenAll(cells.Select((cell, i) => Task.Run(() => cell.TryWrite($"{i}"))));
        Assert.Single(won, true);
        Cell stored = await Cell.Read(Storage, key);
        Assert.Equal($"{Array.IndexOf(won, true)}", stored.Record.Text);
    }
}
