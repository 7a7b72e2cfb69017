using System.Globalization;
using Benchmarking.Cohorts;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Releases;
using Benchmarking.Returns;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Errors;

namespace Benchmarking.Server.Mapping;

/// <summary>Reads resource names; each throws the error that says what is wrong with one.</summary>
internal static class Names
{
    public static OrganisationId Organisation(string text) => OrganisationId.TryParse(text) ?? throw OrganisationId.Malformed(text).ToException();

    public static Period Period(string text) => Returns.Period.TryParse(text) ?? throw Returns.Period.Malformed(text).ToException();

    public static MeasureId Measure(string text) => MeasureId.TryParse(text) ?? throw MeasureId.Unknown(text).ToException();

    public static Cohort Cohort(string text) => Cohorts.Cohort.Parse(text).OrThrow();

    public static string Request(string text) => RequestId.Parse(text).OrThrow();

    /// <summary><c>organisations/{id}/returns/{period}</c>.</summary>
    public static (OrganisationId Organisation, Period Period) Return(string text) =>
        text.Split('/') is ["organisations", var organisation, "returns", var period]
            ? (Organisation(organisation), Period(period))
            : throw new Problem(0, "name", ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not the name of a return.",
                "Write organisations/{organisation}/returns/{period}.").ToException();

    /// <summary><c>periods/{period}</c> for the latest edition (a null number), or <c>periods/{period}/editions/{n}</c>.</summary>
    public static Outcome<(Period Period, int? Number)> ReadEdition(string text) => text.Split('/') switch
    {
        ["periods", var period] => ReadEdition(period, null),
        ["periods", var period, "editions", "latest"] => ReadEdition(period, null),
        ["periods", var period, "editions", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) => ReadEdition(period, n),
        _ => Outcome.Refused<(Period, int?)>(new Problem(0, "edition", ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not the name of an edition.",
            "Write periods/{period}, or periods/{period}/editions/{n}.")),
    };

    /// <summary>The name of the edition in <c>periods/{period}/editions/{n}/audit</c>; any other text as it is.</summary>
    public static string AuditedEdition(string text) => text.Split('/') is ["periods", _, "editions", _, "audit"] ? text[..^"/audit".Length] : text;

    /// <summary><c>releases/{release}</c>.</summary>
    public static ReleaseId Release(string text) => ReleaseId.TryParse(text) ?? throw ReleaseId.Malformed(text).ToException();

    /// <summary><c>releases/{release}</c> for its latest revision (a null number), or <c>releases/{release}/revisions/{n}</c>.</summary>
    public static (ReleaseId Release, int? Number) Revision(string text) => text.Split('/') switch
    {
        ["releases", var release, "revisions", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) => (Release(release), n),
        _ => (Release(text), null),
    };

    /// <summary>A form in which a release can be taken away.</summary>
    public static DownloadFormat Format(V1.DownloadFormat format) => Enum.IsDefined((DownloadFormat)format)
        ? (DownloadFormat)format
        : throw new Problem(0, "format", ProblemReason.FieldRequired, $"The format is {(format == 0 ? "not given" : $"{(int)format}, which is none")}.",
            "Give one of CSV, CSV_METADATA, ODS, XLSX, JSON and PACKAGE.").ToException();

    /// <summary><c>periods/{period}/cohortProposals/{n}</c>.</summary>
    public static (Period Period, int Number) CohortProposal(string text) =>
        text.Split('/') is ["periods", var period, "cohortProposals", var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? (Period(period), n)
            : throw new Problem(0, "name", ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not the name of a proposal.",
                "Write periods/{period}/cohortProposals/{n}.").ToException();

    /// <summary><c>keys/{id}</c>.</summary>
    public static string Key(string text) => text.StartsWith("keys/", StringComparison.Ordinal) ? text["keys/".Length..] : text;

    private static Outcome<(Period Period, int? Number)> ReadEdition(string period, int? number) =>
        Returns.Period.TryParse(period) is { } known ? Outcome.Accepted((known, number)) : Outcome.Refused<(Period, int?)>(Returns.Period.Malformed(period));
}
