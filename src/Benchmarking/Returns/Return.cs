using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Returns;

/// <summary>State of a return.</summary>
public enum ReturnState
{
    /// <summary>The newest lines are saved and not submitted; no edition sees them.</summary>
    Draft = 1,
    /// <summary>Submitted: the next cut takes it.</summary>
    Submitted = 2,
    /// <summary>Withdrawn: the next cut does without it.</summary>
    Withdrawn = 3,
}

/// <summary>What one organisation returns for one period: for its own eyes.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Period">The period.</param>
/// <param name="State">Draft when the newest lines differ from what was last submitted.</param>
/// <param name="Revision">Submissions and withdrawals so far.</param>
/// <param name="Lines">The newest lines.</param>
/// <param name="Etag">Changes with every write.</param>
/// <param name="UpdateTime">When it was last written.</param>
public sealed record Return(
    OrganisationId Organisation, Period Period, ReturnState State, int Revision, ImmutableArray<ReturnLine> Lines, string Etag, DateTimeOffset UpdateTime)
{
    /// <summary>The resource name, such as <c>organisations/00AA/returns/2025</c>.</summary>
    public string Name => NameOf(Organisation, Period);

    /// <summary>The resource name of an organisation's return for a period.</summary>
    public static string NameOf(OrganisationId organisation, Period period) => $"{organisation.Name}/returns/{period.Value}";
}

/// <summary>Whether an organisation has returned, and nothing of what: for stewards.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="State">Its return's state; null when nothing was saved.</param>
/// <param name="Revision">Submissions and withdrawals so far.</param>
/// <param name="UpdateTime">When it was last written; null when it never was.</param>
/// <param name="IsSubmitted">Whether the next cut takes it: so it does beside the draft of a correction.</param>
public sealed record ReturnStatus(OrganisationId Organisation, ReturnState? State, int Revision, DateTimeOffset? UpdateTime, bool IsSubmitted);

/// <summary>One entry of a return's history.</summary>
/// <param name="Revision">1 for the first.</param>
/// <param name="State">Submitted or withdrawn.</param>
/// <param name="Reason">Why, in the submitter's words.</param>
/// <param name="CreateTime">When.</param>
/// <param name="LineCount">How many lines it had.</param>
public sealed record ReturnRevision(int Revision, ReturnState State, string Reason, DateTimeOffset CreateTime, int LineCount)
{
    /// <summary>Without the reason: whatever prints or logs it tells nobody's words.</summary>
    public override string ToString() => $"revision {Revision}, {State}";
}
