using Benchmarking.Organisations;

namespace Benchmarking.Tests.Organisations;

/// <summary>A profile with nothing wrong, to change one thing of.</summary>
internal static class Profiles
{
    public static readonly Dictionary<string, string> Nothing = [];

    public static OrganisationProfile Good(string id = "00AA", long line = 2) =>
        new(id, "City of London Corporation", "local-authority", "london", "under-5000", Nothing, Nothing, line);

    /// <summary>The line, field and reason of each problem, in order.</summary>
    public static (long Line, string Field, ProblemReason Reason)[] Of<T>(Outcome<T> outcome) where T : notnull =>
        [.. outcome.Problems.Select(problem => (problem.Line, problem.Field, problem.Reason))];

    /// <summary>The one problem of a refusal.</summary>
    public static (long Line, string Field, ProblemReason Reason) Only<T>(Outcome<T> outcome) where T : notnull =>
        Assert.Single(Of(outcome));
}
