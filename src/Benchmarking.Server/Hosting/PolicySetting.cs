using Benchmarking.Disclosure;

namespace Benchmarking.Server.Hosting;

/// <summary>The setting <c>Benchmarking:DisclosurePolicy</c>: the path of the policy's file, read once, before the server starts.</summary>
internal static class PolicySetting
{
    private const string Name = $"{BenchmarkingOptions.Section}:{nameof(BenchmarkingOptions.DisclosurePolicy)}";
    private const int ShortDigest = 12;

    /// <summary>The policy of the file, or the default when no file is named.</summary>
    public static Outcome<DisclosurePolicy> Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return Outcome.Accepted(DisclosurePolicy.Default);
        try
        {
            using StreamReader reader = new(path);
            // No more than shows that it is too large.
            char[] text = new char[DisclosurePolicyFile.LargestBytes + 1];
            return DisclosurePolicyFile.Parse(new string(text, 0, reader.ReadBlock(text)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Outcome.Refused<DisclosurePolicy>(new Problem(0, "policy", ProblemReason.FieldRequired, $"The file cannot be read: {exception.Message}",
                "Name a file that the server may read, or none for the default policy."));
        }
    }

    /// <summary>What an operator reads of the file's problems, a line each.</summary>
    public static IEnumerable<string> Explain(string? path, IEnumerable<Problem> problems) =>
        problems.Select(problem => $"{Name} \"{path}\", {problem.Field}: {problem.Message} {problem.Remedy}");

    /// <summary>What the server says of its policy at start; the digest is the beginning of the one in each edition.</summary>
    public static string Greeting(string? path, DisclosurePolicy policy) =>
        $"Disclosure policy {policy.Digest()[..ShortDigest]}: {(string.IsNullOrEmpty(path) ? "the default" : Path.GetFullPath(path))}.";
}
