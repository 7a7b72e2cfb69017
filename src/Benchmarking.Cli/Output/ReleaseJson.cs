using System.Text.Json.Nodes;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A release as JSON.</summary>
internal static class ReleaseJson
{
    public static JsonObject Of(Release release) => new()
    {
        ["release"] = release.Name,
        ["state"] = Words.Of(release.State),
        ["revision"] = release.Revision,
        ["publish_time"] = JsonText.Value(release.PublishTime),
        ["digest"] = release.Digest,
        ["content"] = release.Content is { } content ? Of(content) : null,
        ["history"] = new JsonArray([.. release.History.Select(Of)]),
        ["announcements"] = new JsonArray([.. release.Announcements.Select(Of)]),
        ["withdraw_time"] = JsonText.Value(release.WithdrawTime),
        ["withdraw_reason"] = release.WithdrawReason,
        ["notices"] = new JsonArray([.. release.Notices.Select(notice => new JsonObject
        {
            ["edition"] = notice.Edition,
            ["withdraw_time"] = JsonText.Value(notice.WithdrawTime),
            ["reason"] = notice.Reason,
        })]),
    };

    private static JsonObject Of(ReleaseContent content) => new()
    {
        ["title"] = content.Title,
        ["publisher"] = content.Publisher,
        ["contact"] = content.Contact,
        ["summary"] = content.Summary,
        ["sections"] = new JsonArray([.. content.Sections.Select(section => new JsonObject
        {
            ["heading"] = section.Heading,
            ["commentary"] = section.Commentary,
            ["tables"] = new JsonArray([.. section.Tables.Select(table => new JsonObject
            {
                ["title"] = table.Title,
                ["rows"] = new JsonArray([.. table.Rows.Select(Of)]),
            })]),
        })]),
        ["methods"] = content.Methods,
        ["limits"] = content.Limits,
        ["notes"] = JsonText.Array(content.Notes),
        ["pre_release_access"] = new JsonArray([.. content.PreReleaseAccess.Select(access => new JsonObject { ["who"] = access.Who, ["hours_before"] = access.HoursBefore })]),
    };

    private static JsonObject Of(ReleaseRow row)
    {
        var json = BenchmarkJson.Of(row.Benchmark);
        json["name"] = row.DisplayName;
        json["direction"] = Words.Of(row.Direction);
        json["cut_time"] = JsonText.Value(row.CutTime);
        return json;
    }

    private static JsonObject Of(ReleaseRevision revision) => new()
    {
        ["revision"] = revision.Revision,
        ["publish_time"] = JsonText.Value(revision.PublishTime),
        ["title"] = revision.Title,
        ["reason"] = revision.Reason,
        ["digest"] = revision.Digest,
    };

    private static JsonObject Of(ReleaseAnnouncement announcement) => new()
    {
        ["announce_time"] = JsonText.Value(announcement.AnnounceTime),
        ["publish_time"] = JsonText.Value(announcement.PublishTime),
        ["reason"] = announcement.Reason,
    };
}
