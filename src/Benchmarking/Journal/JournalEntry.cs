namespace Benchmarking.Journal;

/// <summary>What an entry of the journal says of an action.</summary>
public enum JournalKind
{
    /// <summary>The action is about to be done: durable before anything of it is.</summary>
    Begun = 1,
    /// <summary>One of the resources that the action is about to write, such as one return of an import: durable before it is written.</summary>
    Part = 2,
    /// <summary>How the action came out. Without such an entry nobody can say: the server stopped meanwhile.</summary>
    Ended = 3,
    /// <summary>The caller's role may not do it, and nothing was done.</summary>
    Denied = 4,
}

/// <summary>How an action came out.</summary>
public enum JournalOutcome
{
    /// <summary>It was done, or had been done already.</summary>
    Accepted = 1,
    /// <summary>It was refused, and nothing was done.</summary>
    Refused = 2,
    /// <summary>It may have been done, in part or in whole: the store did not answer, or the caller went away.</summary>
    Unknown = 3,
}

/// <summary>An entry of the journal.</summary>
/// <param name="Sequence">Its number: 1 for the first, and one more for each next.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Kind">What it says of the action.</param>
/// <param name="Begun">For a part and an end, the number of the entry with which the action began; otherwise 0.</param>
/// <param name="Action">Who does what to what.</param>
/// <param name="Outcome">How it came out; null when it has just begun.</param>
/// <param name="Reason">Why it was refused; null unless it was.</param>
/// <param name="Result">The resource that came of it, such as <c>keys/7f3a09c2d41be865</c>; empty when the action names it already, or none did.</param>
public sealed record JournalEntry(
    long Sequence, DateTimeOffset Time, JournalKind Kind, long Begun, JournalAction Action, JournalOutcome? Outcome = null, ProblemReason? Reason = null,
    string Result = "");
