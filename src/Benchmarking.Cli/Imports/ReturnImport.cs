using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Output;
using Benchmarking.Csv;
using Benchmarking.V1;
using Google.Protobuf.Collections;

namespace Benchmarking.Cli.Imports;

/// <summary>Submits the figures of a file.</summary>
internal sealed class ReturnImport(Invocation invocation, string period, string? requestId, string? reason)
{
    private const int LinesPerMessage = 500;

    // A message above 4 MB is refused by gRPC, whatever it says; notes in quantity could reach it.
    private const int CharactersPerMessage = 500_000;

    private readonly string _period = ResourceName.Id(period);
    private readonly HashSet<string> _returns = [];
    private int _lines;

    public async Task RunAsync(string path)
    {
        var file = await CsvFile.ReadAsync(path, invocation.Terminal.In, invocation.Cancellation);
        var sheet = file.Sheet(ReturnLines.Columns);
        await PeriodOpening.EnsureOpenedAsync(invocation, _period);
        // Names this run alone: the same file sent again later is a request of its own, and changes nothing where nothing changed.
        string id = invocation.RequestId(requestId);
        long start = invocation.Terminal.Clock.GetTimestamp();
        try
        {
            await SendAsync(sheet, id);
        }
        catch when (_lines > 0)
        {
            invocation.Explain($"It broke off: {Stored} are stored, and more may be.");
            throw;
        }

        invocation.Show(Summary(id, invocation.Terminal.Clock.GetElapsedTime(start)));
    }

    private Task SendAsync(CsvSheet sheet, string id) =>
        ImportProgress.RunAsync(invocation.Terminal, Invariant($"Submitting {sheet.Rows.Count:N0} lines for {_period}"), async report =>
        {
            using var call = invocation.Client.Returns.ImportReturns(cancellationToken: invocation.Cancellation);
            await ImportStream.RunAsync(call, Requests(sheet, id), response => Receive(response, sheet.Rows.Count, report), invocation.Cancellation);
        });

    internal IEnumerable<ImportReturnsRequest> Requests(CsvSheet sheet, string id)
    {
        ImportReturnsRequest request = new() { Period = ResourceName.Period(_period), RequestId = id, Reason = reason ?? "" };
        int characters = 0;
        foreach (var row in sheet.Rows)
        {
            int length = row.Fields.Sum(field => field.Length);
            if (request.Lines.Count == LinesPerMessage || (request.Lines.Count > 0 && characters + length > CharactersPerMessage))
            {
                yield return request;
                request = new();
                characters = 0;
            }

            request.Lines.Add(ReturnLines.Of(sheet, row));
            characters += length;
        }

        yield return request;
    }

    private string Stored =>
        Invariant($"{_lines:N0} {(_lines == 1 ? "line" : "lines")} in {_returns.Count:N0} {(_returns.Count == 1 ? "return" : "returns")}");

    private RepeatedField<Problem> Receive(ImportReturnsResponse response, int total, Action<int, int> report)
    {
        foreach (var stored in response.Stored) _returns.Add(stored.Return);
        _lines += response.Stored.Count;
        report(_lines, total);
        return response.Problems;
    }

    private Listing Summary(string id, TimeSpan elapsed)
    {
        double seconds = Math.Round(elapsed.TotalSeconds, 1);
        return new("imports",
            [new("lines", "Lines", true), new("returns", "Returns", true), new("period", "Period"), new("request_id", "Request id"), new("seconds", "Seconds", true)],
            [[_lines, _returns.Count, _period, id, seconds]])
        {
            Single = true,
            Sentence = Invariant($"{Stored} submitted for {_period} in {seconds:0.0} s"),
        };
    }
}
