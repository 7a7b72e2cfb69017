namespace Benchmarking;

/// <summary>One thing wrong with what was sent, and how to put it right. A caller gets all problems at once.</summary>
/// <param name="Line">Line of the file, or 1-based position in the request; 0 when it concerns the whole.</param>
/// <param name="Field">The field at fault, as the file or request names it.</param>
/// <param name="Reason">The rule that refused it.</param>
/// <param name="Message">What is wrong, in a sentence that names the offending text.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Problem(long Line, string Field, ProblemReason Reason, string Message, string Remedy)
{
    /// <summary>Longest piece of a sender's text that a message repeats; the rest is cut.</summary>
    private const int LongestQuote = 60;

    /// <summary>A sender's text as a message repeats it: in quotes, at most 60 characters, with � for those that control or cannot be encoded.</summary>
    public static string Quote(string? text)
    {
        string shown = text ?? "";
        if (shown.Length > LongestQuote)
            shown = string.Concat(shown.AsSpan(0, LongestQuote), "…");
        return $"\"{Printable(shown)}\"";
    }

    /// <summary>A sender's text with � for the characters that control, cannot be encoded or are none.</summary>
    public static string Printable(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
            span[i] = IsPrintable(source, i) ? source[i] : '�';
    });

    // Neither U+FFFE nor U+FFFF, not control characters, nor format characters such as U+202E, which turns the writing around, nor half of a surrogate pair.
    private static bool IsPrintable(string text, int index) =>
        char.IsSurrogate(text[index])
            ? char.IsSurrogatePair(text, index) || (index > 0 && char.IsSurrogatePair(text, index - 1))
            : text[index] < '\uFFFE' && !char.IsControl(text[index]) && char.GetUnicodeCategory(text[index]) != System.Globalization.UnicodeCategory.Format;
}

/// <summary>Why something was refused. The names are those of the wire's <c>ErrorReason</c>, where each has an example.</summary>
public enum ProblemReason
{
    /// <summary>A required field is empty.</summary>
    FieldRequired = 1,
    /// <summary>An identifier or resource name is not of its form.</summary>
    IdentifierMalformed = 2,
    /// <summary>No such organisation, or it is not the caller's.</summary>
    OrganisationUnknown = 3,
    /// <summary>The catalogue has no such measure.</summary>
    MeasureUnknown = 4,
    /// <summary>Not a stage.</summary>
    StageUnknown = 5,
    /// <summary>The measure is not collected at that stage.</summary>
    StageNotCollected = 6,
    /// <summary>The period is not of its form.</summary>
    PeriodMalformed = 7,
    /// <summary>No steward has opened the period.</summary>
    PeriodUnknown = 8,
    /// <summary>The period is closed to returns.</summary>
    PeriodClosed = 9,
    /// <summary>The text is not a decimal number.</summary>
    NumberMalformed = 10,
    /// <summary>Beyond 1e12, or finer than 6 decimals.</summary>
    NumberOutOfRange = 11,
    /// <summary>A numerator is below zero.</summary>
    NumberNegative = 12,
    /// <summary>A denominator is zero or below.</summary>
    DenominatorNotPositive = 13,
    /// <summary>A percentage above 100.</summary>
    NumeratorAboveDenominator = 14,
    /// <summary>A yes/no measure takes 1 or 0 over 1.</summary>
    NotYesOrNo = 15,
    /// <summary>The same line twice.</summary>
    LineDuplicate = 16,
    /// <summary>A text is longer than its limit.</summary>
    TextTooLong = 17,
    /// <summary>A text a spreadsheet would run, or with control characters.</summary>
    TextUnsafe = 18,
    /// <summary>A submission or an import with nothing in it.</summary>
    NothingToDo = 19,
    /// <summary>More lines than one call takes.</summary>
    TooManyLines = 20,
    /// <summary>A measure's definition is not of its form.</summary>
    MeasureMalformed = 21,
    /// <summary>A revision would change a measure's kind.</summary>
    MeasureKindFixed = 22,
    /// <summary>The cohort names an unknown dimension or category.</summary>
    CohortUnknown = 23,
    /// <summary>The period has no such edition.</summary>
    EditionUnknown = 24,
    /// <summary>A cut of a period for which nothing is submitted.</summary>
    NothingToCut = 25,
    /// <summary>The resource has changed since it was read.</summary>
    EtagMismatch = 26,
    /// <summary>A request id used before with other content.</summary>
    RequestIdReused = 27,
    /// <summary>No key, or one that is unknown, revoked or expired.</summary>
    KeyInvalid = 28,
    /// <summary>The key's role may not make this call.</summary>
    RoleNotAllowed = 29,
    /// <summary>A resource of that name is there already.</summary>
    AlreadyExists = 30,
    /// <summary>The store did not answer; the outcome is unknown.</summary>
    StorageUnavailable = 31,
    /// <summary>A return is in no state for the call.</summary>
    ReturnStateWrong = 32,
    /// <summary>No such key.</summary>
    KeyUnknown = 33,
    /// <summary>A page token this service did not make.</summary>
    PageTokenInvalid = 34,
    /// <summary>The edition was withdrawn.</summary>
    EditionWithdrawn = 35,
    /// <summary>The key was revoked or has expired.</summary>
    KeyEnded = 36,
    /// <summary>A time that has passed, or a duration beyond its bounds.</summary>
    TimeOutOfRange = 37,
    /// <summary>The token of an identity provider does not hold here.</summary>
    TokenInvalid = 38,
    /// <summary>What came is no message of the call.</summary>
    MessageMalformed = 39,
    /// <summary>The organisation was withdrawn.</summary>
    OrganisationWithdrawn = 40,
    /// <summary>More calls, streams or lines than one caller may send in a time.</summary>
    RateLimited = 41,
    /// <summary>A call that took too long, or a stream whose sender fell silent.</summary>
    CallTooSlow = 42,
    /// <summary>A message above the size that the platform takes.</summary>
    MessageTooLarge = 43,
    /// <summary>No such release, none that is published yet, or another body's draft.</summary>
    ReleaseUnknown = 44,
    /// <summary>A release is in no state for the call.</summary>
    ReleaseStateWrong = 45,
    /// <summary>The day is in a pre-election period.</summary>
    PreElectionPeriod = 46,
    /// <summary>A release would appear at short notice, and no reason is given.</summary>
    NoticeTooShort = 47,
    /// <summary>A publisher's key names no body.</summary>
    BodyMissing = 48,
    /// <summary>A filter is not written as one.</summary>
    FilterMalformed = 49,
    /// <summary>A filter is well written and names no cohort.</summary>
    FilterUnsupported = 50,
    /// <summary>Not a statistic of a cell.</summary>
    StatisticUnknown = 51,
    /// <summary>The client certificate does not hold here, or is of another caller than the key beside it.</summary>
    CertificateInvalid = 52,
    /// <summary>A ticket that this platform did not make for this caller, or that was changed.</summary>
    TicketInvalid = 53,
    /// <summary>A ticket after its time, or of rows that are others by now.</summary>
    TicketExpired = 54,
    /// <summary>No such proposal of a cohort.</summary>
    CohortProposalUnknown = 55,
    /// <summary>The period is finished, for good.</summary>
    PeriodFinished = 56,
    /// <summary>The period is open to returns still.</summary>
    PeriodOpen = 57,
    /// <summary>A body has as many drafts of releases as it may.</summary>
    TooManyDrafts = 58,
}
