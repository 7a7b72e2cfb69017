using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Organisations;

namespace Benchmarking.Queries;

/// <summary>A cohort that somebody asks for, beyond the crosses that every edition has.</summary>
/// <param name="Cohort">The cohort; what its filter leaves out or joins is worked out from the categories that organisations have when it is proposed.</param>
/// <param name="Filter">As it was written.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="MemberCount">Its members when it was proposed.</param>
public sealed record CohortProposal(Cohort Cohort, string Filter, string Reason, int MemberCount)
{
    /// <summary>Longest filter, in characters.</summary>
    public const int LongestFilter = 500;

    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 300;

    private const int LongestCohort = 500;

    /// <summary>Reads a proposal, or tells every problem of it. It rests on public membership alone.</summary>
    /// <param name="filter">The filter, in the syntax of a query's.</param>
    /// <param name="reason">What the cohort is for.</param>
    /// <param name="organisations">All organisations, as they are.</param>
    /// <param name="policy">The policy of cuts.</param>
    public static Outcome<CohortProposal> Read(string filter, string reason, IReadOnlyCollection<Organisation> organisations, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(organisations);
        ArgumentNullException.ThrowIfNull(policy);
        List<Problem> problems = [];
        string purpose = ReadReason(reason, problems);
        Outcome<Selection> selection = ReadFilter(filter.Trim(), organisations);
        problems.InsertRange(0, selection.Problems);
        if (!selection.IsAccepted)
            return Outcome.Refused<CohortProposal>(problems);
        CohortLattice lattice = CohortLattice.Of(organisations, mostDimensions: 0, countsBodies: true, selection.Value.AsCohort());
        if (ProblemOf(selection.Value, lattice, policy) is { } problem)
            problems.Insert(0, problem);
        return problems.Count > 0 ? Outcome.Refused<CohortProposal>(problems)
            : Outcome.Accepted(new CohortProposal(selection.Value.AsCohort(), filter.Trim(), purpose, lattice.MembersOf[^1].Length));
    }

    /// <summary>The trimmed reason of a proposal, or of a decision on one, its lines ended by <c>\n</c>; or what is wrong with it.</summary>
    public static Outcome<string> ReadReason(string reason)
    {
        List<Problem> problems = [];
        string read = ReadReason(reason, problems);
        return problems.Count > 0 ? Outcome.Refused<string>(problems) : Outcome.Accepted(read);
    }

    // A form sends lines that end as Windows' do, whatever they were typed on.
    private static string ReadReason(string reason, List<Problem> problems) =>
        SafeText.Read(reason?.Replace("\r\n", "\n", StringComparison.Ordinal), LongestReason, 0, "reason", problems, required: true);

    private static Outcome<Selection> ReadFilter(string filter, IReadOnlyCollection<Organisation> organisations) => filter.Length switch
    {
        0 => Outcome.Refused<Selection>(new Problem(0, "filter", ProblemReason.FieldRequired, "The filter is empty.", "Say whom the cohort has, such as region = north OR region = south.")),
        > LongestFilter => Outcome.Refused<Selection>(new Problem(0, "filter", ProblemReason.TextTooLong, $"The filter has {filter.Length:N0} characters.", $"Shorten it to {LongestFilter:N0}.")),
        _ => CohortFilter.Read(filter, CategoryList.Of(organisations)),
    };

    private static Problem? ProblemOf(Selection selection, CohortLattice lattice, DisclosurePolicy policy)
    {
        if (!selection.IsMerged && selection.Terms.Length <= policy.MostDimensionsCrossed)
            return new(0, "filter", ProblemReason.AlreadyExists, $"{Problem.Quote(selection.Text)} is a cohort of every edition in which it has members.", "Ask for it by a query.");
        if (selection.Text.Length > LongestCohort)
            return new(0, "filter", ProblemReason.TextTooLong, $"The cohort's name has {selection.Text.Length:N0} characters: every category is in it.", $"Name fewer categories; {LongestCohort:N0} characters are the most.");
        int bodies = lattice.Cohorts.Length > lattice.CrossCount ? lattice.BodiesOf(lattice.Cohorts.Length - 1) : 0;
        return bodies >= policy.Threshold ? null
            : new(0, "filter", ProblemReason.FilterUnsupported, $"The cohort has {bodies:N0} organisations, control groups counted once.", $"Nothing is ever told of fewer than {policy.Threshold:N0}: join more categories.");
    }
}
