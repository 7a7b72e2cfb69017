namespace Benchmarking.Disclosure;

/// <summary>Threshold rule (minimum frequency): a cell of fewer than N contributors is unsafe. ESSnet Handbook, section 4.2.</summary>
internal static class ThresholdRule
{
    /// <summary>Whether a cell of <paramref name="n"/> contributors is unsafe.</summary>
    public static bool IsUnsafe(int n, int threshold) => n < threshold;
}
