using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A write whose answer was lost is sent again with its request id: it undoes nothing that came since, also when it changed nothing itself.</summary>
public sealed class RepeatedWriteTests(PlatformSilo silo) : IClassFixture<PlatformSilo>
{
    private static readonly Period Period = Period.TryParse("2025")!;

    [Fact]
    public async Task An_import_that_changed_nothing_does_not_undo_a_later_correction_when_it_is_repeated()
    {
        await silo.Periods.OpenAsync(Period);
        OwnOrganisation own = await silo.AddMemberAsync("import");
        Assert.True((await SubmitAsync(own, 1)).IsAccepted);
        string request = Guid.NewGuid().ToString();
        Assert.Equal(1, (await ImportAsync(own, 1, request)).Value);
        Assert.Equal(2, (await SubmitAsync(own, 2)).Value.Revision);
        Assert.Equal(1, (await ImportAsync(own, 1, request)).Value);
        Assert.Equal(ProblemReason.RequestIdReused, Assert.Single((await ImportAsync(own, 3, request)).Problems).Reason);
        Return kept = (await silo.Returns.GetAsync(own, Period))!;
        Assert.Equal((2, 2m), (kept.Revision, Assert.Single(kept.Lines).Numerator));
    }

    [Fact]
    public async Task A_profile_that_changed_nothing_does_not_undo_a_later_change_when_it_is_repeated()
    {
        OwnOrganisation own = await silo.AddMemberAsync("profile");
        Organisation profile = (await silo.Organisations.GetAsync(own.Id))!.Organisation;
        string request = Guid.NewGuid().ToString();
        StoredOrganisation first = (await silo.Organisations.UpdateAsync(profile, "", request)).Value;
        Assert.True((await silo.Organisations.UpdateAsync(profile with { Region = "north" }, "", "")).IsAccepted);
        Assert.Equal(first.Etag, (await silo.Organisations.UpdateAsync(profile, "", request)).Value.Etag);
        Assert.Equal("north", (await silo.Organisations.GetAsync(own.Id))!.Organisation.Region);
    }

    private Task<Outcome<Return>> SubmitAsync(OwnOrganisation own, int jobs) =>
        silo.Returns.WriteAsync(own, Period, ReturnState.Submitted, [Sector.Line("spd-01", jobs, 100)], "", "", "");

    private Task<Outcome<int>> ImportAsync(OwnOrganisation own, int jobs, string request) =>
        silo.Returns.ImportAsync(new Caller("steward", Role.Steward, organisation: null), own.Id, Period, [Sector.Line("spd-01", jobs, 100)], "", request);
}
