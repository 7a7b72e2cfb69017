using System.Text;
using Benchmarking.Cli.Csv;
using Benchmarking.Csv;

namespace Benchmarking.Cli.Tests.Csv;

/// <summary>Files of any bytes: each is read, or refused with lines and remedies; nothing else happens. A million when BENCHMARKING_LONG is set.</summary>
public sealed class CsvFuzzTests(ITestOutputHelper output)
{
    private static readonly int Files = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BENCHMARKING_LONG")) ? 20_000 : 1_000_000;
    private static readonly CsvColumns Columns = new(["id", "name"], ["note"]);

    private static readonly string[] Pieces =
        ["id", "name", "note", "Id ", "a", "1.5", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", ";", "\t", " ", "=1+1", "é", "\0", "\uFEFF", "\u2028", "\U0001F3D8", "id,name\n", "a,b\n", "\"a\nb\",c\n"];

    [Fact]
    public async Task Whatever_is_in_a_file_it_is_read_or_refused()
    {
        int seed = Random.Shared.Next();
        int read = 0;
        for (int index = 0; index < Files; index++)
        {
            Random random = new(seed + index);
            byte[] bytes = BytesOf(random);
            try
            {
                using MemoryStream input = new(bytes);
                var sheet = (await CsvFile.ReadAsync(CsvFile.StandardInput, input, TestContext.Current.CancellationToken)).Sheet(Columns);
                Assert.All(sheet.Rows, row => Assert.Equal(sheet.Header.Count, row.Fields.Count));
                read++;
            }
            catch (RefusalException refusal)
            {
                Assert.True(refusal.Message.Length > 0);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, file {index}: {exception}\n{Convert.ToBase64String(bytes)}");
            }
        }
        output.WriteLine($"seed {seed}: {read:N0} of {Files:N0} files were read");
        Assert.InRange(read, 1, Files - 1);
    }

    private static byte[] BytesOf(Random random)
    {
        StringBuilder text = new(random.Next(3) == 0 ? "" : "id,name\n");
        for (int count = random.Next(40); count > 0; count--) text.Append(Pieces[random.Next(Pieces.Length)]);
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (bytes.Length > 0 && random.Next(4) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
