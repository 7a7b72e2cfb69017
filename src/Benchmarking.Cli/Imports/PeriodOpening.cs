using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Imports;

/// <summary>Opens a recent period before the first figures come in, so that a first import is one command.</summary>
internal static class PeriodOpening
{
    public static async Task EnsureOpenedAsync(Invocation invocation, string period)
    {
        try
        {
            await invocation.Client.Periods.GetPeriodAsync(new() { Name = ResourceName.Period(period) }, cancellationToken: invocation.Cancellation);
        }
        catch (RpcException missing) when (BenchmarkingException.From(missing) is { StatusCode: StatusCode.NotFound, Reason: ErrorReason.PeriodUnknown })
        {
            await OpenAsync(invocation, ResourceName.Id(period));
        }
    }

    private static async Task OpenAsync(Invocation invocation, string period)
    {
        var today = DateOnly.FromDateTime(invocation.Terminal.Clock.GetUtcNow().UtcDateTime);
        if (!PeriodStart.IsRecent(period, today))
            throw new RefusalException(ExitCode.NotFound, $"The period {period} is not open.", $"A steward opens it: benchmarking periods open {period}");
        try
        {
            await invocation.Client.Periods.OpenPeriodAsync(new() { Name = ResourceName.Period(period) }, cancellationToken: invocation.Cancellation);
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.PermissionDenied)
        {
            throw new RefusalException(ExitCode.NotAllowed, $"The period {period} is not open, and your key may not open it.",
                $"Ask a steward to run: benchmarking periods open {period}", cause: refused);
        }

        invocation.Explain($"Opened the period {period} for returns.");
    }
}
