namespace Benchmarking.Tests.Disclosure;

/// <summary>How much the random tests try.</summary>
internal static class Effort
{
    /// <summary>So many, or fifty times as many when BENCHMARKING_LONG is set.</summary>
    public static int Times(int usual) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BENCHMARKING_LONG")) ? usual : 50 * usual;
}
