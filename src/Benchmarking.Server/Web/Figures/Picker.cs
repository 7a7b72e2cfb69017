using Benchmarking.Cohorts;

namespace Benchmarking.Server.Web.Figures;

/// <summary>The form in which a reader chooses what to look at.</summary>
/// <param name="Choice">What it looks at now.</param>
/// <param name="Own">The groups that the reader's organisation is in.</param>
/// <param name="Address">The page that the form is of.</param>
/// <param name="IsEmpty">Whether the reader has no figure of its own there.</param>
internal sealed record Picker(Choice Choice, IReadOnlyList<Cohort> Own, string Address, bool IsEmpty)
{
    /// <summary>The other groups of the edition.</summary>
    public IEnumerable<Cohort> Others => Choice.Edition.Cohorts.Select(size => size.Cohort).Except(Own);
}
