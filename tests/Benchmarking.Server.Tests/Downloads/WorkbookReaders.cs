using Benchmarking.Server.Downloads;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>What LibreOffice makes of a release's workbooks.</summary>
internal static class WorkbookReaders
{
    /// <summary>The sheets of both, as CSV: <c>ods-Cover</c>, <c>xlsx-Table_1</c> and so on.</summary>
    public static async Task<Dictionary<string, byte[]>> ReadAsync(string folder, ReleaseDocument document)
    {
        foreach (DownloadFormat format in (DownloadFormat[])[DownloadFormat.Ods, DownloadFormat.Xlsx])
        {
            DownloadKind kind = DownloadKind.Of(format);
            await File.WriteAllBytesAsync(Path.Combine(folder, kind.Slug + kind.Ending), kind.Make(document).Bytes, TestContext.Current.CancellationToken);
        }
        return await Programs.ConvertAsync(folder, "ods.ods", "xlsx.xlsx");
    }
}
