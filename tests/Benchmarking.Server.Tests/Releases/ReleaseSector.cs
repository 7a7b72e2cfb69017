using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Releases;

/// <summary>A sector of twenty-four members with an edition, and drafts that are made of it.</summary>
internal static class ReleaseSector
{
    /// <summary>Members m01 to m24, of which m24 returns nothing, and the edition of 2025.</summary>
    public static async Task FillAsync(this Api steward)
    {
        await steward.ImportOrganisationsAsync(Enumerable.Range(1, 24).Select(i => new Organisation
        {
            Name = $"organisations/m{i:00}",
            DisplayName = $"Member {i}",
            Sector = i <= 12 ? "local-authority" : "housing-association",
        }));
        await steward.OpenAsync("2025");
        ImportResult result = await steward.ImportReturnsAsync("2025", Enumerable.Range(1, 23).Select(i => new ImportLine
        {
            Line = i + 1,
            Organisation = $"m{i:00}",
            Measure = "spd-01",
            Stage = "delivered",
            Numerator = $"{(i <= 12 ? 50 + i : 58 + i)}",
            Denominator = "100",
        }));
        Assert.Null(result.Error);
        await steward.CutAsync("2025");
    }

    /// <summary>A draft that has all that a release needs.</summary>
    public static DraftContent Draft(string title = "Local spending") => new()
    {
        Title = title,
        Publisher = "A body (synthetic)",
        Summary = "What members spend locally: fifty-six point five.",
        Methods = "Means of members' own percentages.",
        Limits = "One member did not return.",
        Sections =
        {
            new DraftSection
            {
                Heading = "Spending",
                Commentary = "Councils first.",
                Tables = { new DraftTable { Title = "By sector", Editions = { "periods/2025/editions/1" }, Measures = { new DraftMeasure { Measure = "measures/spd-01" } }, Cohorts = { "all", "sector=local-authority" } } },
            },
        },
        PreReleaseAccess = { new PreReleaseAccess { Who = "Chief executive of the body", HoursBefore = 12 } },
    };
}
