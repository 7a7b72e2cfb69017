using System.Text;
using Benchmarking.Cli.Csv;

namespace Benchmarking.Cli.Tests.Csv;

public sealed class CsvFileTests
{
    [Fact]
    public async Task Bytes_that_are_not_utf8_are_named_by_line_and_offset()
    {
        var refused = await RefusedAsync([.. "id\nCaf"u8, 0xE9, .. "\n"u8]);
        Assert.EndsWith("has a byte that is not UTF-8 on line 2 (byte offset 6).", refused.Message, StringComparison.Ordinal);
        Assert.Contains("CSV UTF-8", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sequence_cut_off_at_the_end_is_not_utf8()
    {
        var refused = await RefusedAsync([.. "id\n"u8, 0xC3]);
        Assert.Contains("line 2 (byte offset 3)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nul_byte_is_refused()
    {
        var refused = await RefusedAsync([.. "id,name\na,"u8, 0, .. "\n"u8]);
        Assert.Contains("NUL byte", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 2 (byte offset 10)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf16_is_refused() =>
        await RefusedAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("id\na\n")).ToArray());

    [Fact]
    public async Task Two_gigabytes_of_nothing_are_refused_without_reading()
    {
        using var file = TemporaryFile.Sparse(2L << 30);
        using CancellationTokenSource interrupt = new();
        await interrupt.CancelAsync();
        // Reading would end as interrupted, and come to nothing else.
        var refused = await Assert.ThrowsAsync<RefusalException>(() => CsvFile.ReadAsync(file.Path, Stream.Null, interrupt.Token));
        Assert.Contains("64 MB", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Split it", refused.Remedy, StringComparison.Ordinal);
        Assert.Contains("never within one", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_without_end_is_refused_at_the_limit()
    {
        await using EndlessStream endless = new();
        var refused = await Assert.ThrowsAsync<RefusalException>(() => CsvFile.ReadAsync("-", endless, TestContext.Current.CancellationToken));
        Assert.StartsWith("standard input is larger than 64 MB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_are_bad_input()
    {
        foreach (string path in (string[])["/nowhere/at-all.csv", Path.GetTempPath()])
        {
            var refused = await Assert.ThrowsAsync<RefusalException>(() => ReadAsync(path));
            Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        }
    }

    private static async Task<RefusalException> RefusedAsync(byte[] bytes)
    {
        using TemporaryFile file = new(bytes);
        var refused = await Assert.ThrowsAsync<RefusalException>(() => ReadAsync(file.Path));
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        return refused;
    }

    private static Task<CsvFile> ReadAsync(string path) => CsvFile.ReadAsync(path, Stream.Null, TestContext.Current.CancellationToken);

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
