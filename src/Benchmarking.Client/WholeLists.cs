using Benchmarking.V1;

namespace Benchmarking.Client;

/// <summary>
/// Every list of the platform, read to its end: the next page is asked for when its first item is wanted. With a page token a list begins there, and
/// <c>WithCancellation</c> ends it early. Reading fails as a call does, with <see cref="Grpc.Core.RpcException"/>.
/// </summary>
public static class WholeLists
{
    /// <summary>The cohorts of an edition, with their members counted.</summary>
    /// <param name="benchmarks">The calls to make.</param>
    /// <param name="request">Which edition.</param>
    /// <returns>In the order of the platform.</returns>
    public static IAsyncEnumerable<CohortSummary> ReadAllAsync(this BenchmarkService.BenchmarkServiceClient benchmarks, ListCohortsRequest request) =>
        ListPages.ReadAsync<ListCohortsRequest, ListCohortsResponse, CohortSummary>(request, benchmarks.ListCohortsAsync, page => page.Cohorts);

    /// <summary>The cohorts proposed for a period.</summary>
    /// <param name="proposals">The calls to make.</param>
    /// <param name="request">Which period.</param>
    /// <returns>The oldest first.</returns>
    public static IAsyncEnumerable<CohortProposal> ReadAllAsync(this CohortProposalService.CohortProposalServiceClient proposals, ListCohortProposalsRequest request) =>
        ListPages.ReadAsync<ListCohortProposalsRequest, ListCohortProposalsResponse, CohortProposal>(request, proposals.ListCohortProposalsAsync, page => page.CohortProposals);

    /// <summary>The editions of a period.</summary>
    /// <param name="editions">The calls to make.</param>
    /// <param name="request">Which period.</param>
    /// <returns>The latest first.</returns>
    public static IAsyncEnumerable<Edition> ReadAllAsync(this EditionService.EditionServiceClient editions, ListEditionsRequest request) =>
        ListPages.ReadAsync<ListEditionsRequest, ListEditionsResponse, Edition>(request, editions.ListEditionsAsync, page => page.Editions);

    /// <summary>Lines of the journal: who did what.</summary>
    /// <param name="journal">The calls to make.</param>
    /// <param name="request">Which lines.</param>
    /// <returns>The latest first.</returns>
    public static IAsyncEnumerable<JournalEntry> ReadAllAsync(this JournalService.JournalServiceClient journal, ListJournalEntriesRequest request) =>
        ListPages.ReadAsync<ListJournalEntriesRequest, ListJournalEntriesResponse, JournalEntry>(request, journal.ListJournalEntriesAsync, page => page.JournalEntries);

    /// <summary>The catalogue of measures.</summary>
    /// <param name="measures">The calls to make.</param>
    /// <param name="request">Where to begin.</param>
    /// <returns>In catalogue order.</returns>
    public static IAsyncEnumerable<Measure> ReadAllAsync(this MeasureService.MeasureServiceClient measures, ListMeasuresRequest request) =>
        ListPages.ReadAsync<ListMeasuresRequest, ListMeasuresResponse, Measure>(request, measures.ListMeasuresAsync, page => page.Measures);

    /// <summary>The organisations.</summary>
    /// <param name="organisations">The calls to make.</param>
    /// <param name="request">Where to begin.</param>
    /// <returns>By identifier.</returns>
    public static IAsyncEnumerable<Organisation> ReadAllAsync(this OrganisationService.OrganisationServiceClient organisations, ListOrganisationsRequest request) =>
        ListPages.ReadAsync<ListOrganisationsRequest, ListOrganisationsResponse, Organisation>(request, organisations.ListOrganisationsAsync, page => page.Organisations);

    /// <summary>The reporting periods.</summary>
    /// <param name="periods">The calls to make.</param>
    /// <param name="request">Where to begin.</param>
    /// <returns>The latest first.</returns>
    public static IAsyncEnumerable<Period> ReadAllAsync(this PeriodService.PeriodServiceClient periods, ListPeriodsRequest request) =>
        ListPages.ReadAsync<ListPeriodsRequest, ListPeriodsResponse, Period>(request, periods.ListPeriodsAsync, page => page.Periods);

    /// <summary>The published releases.</summary>
    /// <param name="releases">The calls to make.</param>
    /// <param name="request">Where to begin.</param>
    /// <returns>Those that appeared last first.</returns>
    public static IAsyncEnumerable<ReleaseHeadline> ReadAllAsync(this ReleaseService.ReleaseServiceClient releases, ListReleasesRequest request) =>
        ListPages.ReadAsync<ListReleasesRequest, ListReleasesResponse, ReleaseHeadline>(request, releases.ListReleasesAsync, page => page.Releases);

    /// <summary>The announced releases, past and to come.</summary>
    /// <param name="releases">The calls to make.</param>
    /// <param name="request">Where to begin.</param>
    /// <returns>The latest first.</returns>
    public static IAsyncEnumerable<ReleaseCalendarEntry> ReadAllAsync(this ReleaseService.ReleaseServiceClient releases, ListReleaseCalendarRequest request) =>
        ListPages.ReadAsync<ListReleaseCalendarRequest, ListReleaseCalendarResponse, ReleaseCalendarEntry>(request, releases.ListReleaseCalendarAsync, page => page.Entries);

    /// <summary>The published releases that your organisation's figures went into.</summary>
    /// <param name="releases">The calls to make.</param>
    /// <param name="request">Your organisation.</param>
    /// <returns>Those that appeared last first.</returns>
    public static IAsyncEnumerable<ReleaseUse> ReadAllAsync(this ReleaseService.ReleaseServiceClient releases, ListReleaseUsesRequest request) =>
        ListPages.ReadAsync<ListReleaseUsesRequest, ListReleaseUsesResponse, ReleaseUse>(request, releases.ListReleaseUsesAsync, page => page.Uses);

    /// <summary>Your body's releases, whatever their state; without what they say.</summary>
    /// <param name="releases">The calls to make.</param>
    /// <param name="request">Where to begin.</param>
    /// <returns>By name.</returns>
    public static IAsyncEnumerable<ReleaseDraft> ReadAllAsync(this ReleaseService.ReleaseServiceClient releases, ListReleaseDraftsRequest request) =>
        ListPages.ReadAsync<ListReleaseDraftsRequest, ListReleaseDraftsResponse, ReleaseDraft>(request, releases.ListReleaseDraftsAsync, page => page.Drafts);

    /// <summary>The history of a return.</summary>
    /// <param name="returns">The calls to make.</param>
    /// <param name="request">Which return.</param>
    /// <returns>The newest first.</returns>
    public static IAsyncEnumerable<ReturnRevision> ReadAllAsync(this ReturnService.ReturnServiceClient returns, ListReturnRevisionsRequest request) =>
        ListPages.ReadAsync<ListReturnRevisionsRequest, ListReturnRevisionsResponse, ReturnRevision>(request, returns.ListReturnRevisionsAsync, page => page.Revisions);
}
