using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>What every engine promises about keys and contents: what differs stays apart, and all of it comes back.</summary>
public abstract class GrainStorageKeys(IStorageEngine engine)
{
    private IGrainStorage Storage => engine.Storage;

    public static TheoryData<string> OddKeys =>
    [
        "organisations/Cyngor Sir Ynys Môn",
        "organisations/東京/returns/2024",
        "organisations/🏘️👩‍👩‍👧/returns/2024",
        "organisations/O'Brien \"& Sons\" `[x]` \\ /",
        "organisations/'); DROP TABLE OrleansStorage; --",
        "organisations/@GrainIdN0/%_*?",
        "organisations/line\nbreak\ttab\u0000nul",
        "organisations/" + new string('x', 1000),
    ];

    /// <summary>Pairs that a careless comparison takes for one another.</summary>
    public static TheoryData<string, string> Lookalikes => new()
    {
        { "organisations/020235/returns/2024", "organisations/20235/returns/2024" },
        { "organisations/0xFF", "organisations/255" },
        { "organisations/1e3", "organisations/1000" },
        { "organisations/abc", "organisations/ABC" },
        { "organisations/caf\u00e9", "organisations/cafe\u0301" },
        { "organisations/x", "organisations/x " },
        { "organisations/x\0a", "organisations/x\0b" },
        { "organisations/a%", "organisations/ab" },
        { "organisations/" + new string('x', 1000) + "1", "organisations/" + new string('x', 1000) + "2" },
        { "record+a", "record+b" },
        { "7+a", "7+b" },
        { "7", "7+a" },
        { "00000000000000000000000000000001", "00000000000000000000000000000002" },
    };

    [Theory, MemberData(nameof(OddKeys))]
    public async Task Any_key_can_be_written_read_and_cleared(string key)
    {
        if (key.Contains('\0') && !engine.StoresNul)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Cell.Written(Storage, key, "one"));
            return;
        }
        Cell cell = await Cell.Written(Storage, key, "one");
        await cell.Write("two");
        Assert.Equal("two", (await Cell.Read(Storage, key)).Record.Text);
        await cell.Clear();
        Assert.False((await Cell.Read(Storage, key)).State.RecordExists);
    }

    [Theory, MemberData(nameof(Lookalikes))]
    public async Task Keys_that_look_alike_are_two_records(string left, string right)
    {
        if (left.Contains('\0') && !engine.StoresNul)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Cell.Written(Storage, left, "left"));
            await Assert.ThrowsAnyAsync<Exception>(() => Cell.Written(Storage, right, "right"));
            return;
        }
        string pair = $"lookalike.{Guid.NewGuid():N}";
        await Cell.Written(Storage, left, "left", pair);
        Cell other = await Cell.Written(Storage, right, "right", pair);
        Assert.Equal("left", (await Cell.Read(Storage, left, pair)).Record.Text);
        await other.Clear();
        Assert.Equal("left", (await Cell.Read(Storage, left, pair)).Record.Text);
    }

    [Fact]
    public async Task State_names_keep_records_of_one_key_apart()
    {
        string key = Cell.NewKey();
        string[] names = ["return.v1", "return.v2", "Return.v1"];
        foreach (string name in names)
            await Cell.Written(Storage, key, name, name);
        foreach (string name in names)
            Assert.Equal(name, (await Cell.Read(Storage, key, name)).Record.Text);
    }

    [Fact]
    public async Task Five_megabytes_come_back_as_they_were()
    {
        string key = Cell.NewKey();
        byte[] bytes = new byte[5_000_000];
        new Random(20235).NextBytes(bytes);
        var cell = new Cell(Storage, key);
        cell.State.State = new Record { Bytes = bytes, Text = "é🏘\0'" };
        await cell.Write();
        Record read = (await Cell.Read(Storage, key)).Record;
        Assert.True(bytes.AsSpan().SequenceEqual(read.Bytes));
        Assert.Equal("é🏘\0'", read.Text);
    }

    [Fact]
    public async Task Parallel_writers_to_different_grains_are_all_stored()
    {
        string[] keys = Enumerable.Range(0, 200).Select(_ => Cell.NewKey()).ToArray();
        await Task.WhenAll(keys.Select(key => Task.Run(() => Cell.Written(Storage, key, key))));
        Cell[] read = await Task.WhenAll(keys.Select(key => Task.Run(() => Cell.Read(Storage, key))));
        Assert.Equal(keys, read.Select(cell => cell.Record.Text));
    }
}
