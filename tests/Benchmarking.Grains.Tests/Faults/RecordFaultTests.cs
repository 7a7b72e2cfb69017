using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>Organisations, keys and measures under every fault of the store: not acknowledged, and once when they are sent again.</summary>
public sealed class RecordFaultTests(PlatformSilo silo) : IClassFixture<PlatformSilo>
{
    private static readonly FaultKind[] Kinds = [FaultKind.BeforeCommit, FaultKind.AfterCommit, FaultKind.VersionConflict, FaultKind.DiskFull];

    public static TheoryData<FaultKind> Faults { get; } = [.. Kinds];

    public static MatrixTheoryData<string, FaultKind> FaultsOfCreation { get; } = new(["organisation.v1", "index.v1"], Kinds);

    private static string NewRequest() => Guid.NewGuid().ToString();

    [Theory, MemberData(nameof(FaultsOfCreation))]
    public async Task An_organisation_whose_creation_meets_a_fault_is_there_once_when_it_is_sent_again(string state, FaultKind kind)
    {
        Organisation organisation = PlatformSilo.NewOrganisation($"o-{Guid.NewGuid():N}");
        string request = NewRequest();
        await NotAcknowledgedAsync(kind, state, () => silo.Organisations.CreateAsync(organisation, request));
        StoredOrganisation stored = (await silo.Organisations.CreateAsync(organisation, request)).Value;
        Assert.Equal(stored.Etag, (await silo.Organisations.CreateAsync(organisation, request)).Value.Etag);
        Assert.Equal(ProblemReason.AlreadyExists, Assert.Single((await silo.Organisations.CreateAsync(organisation, NewRequest())).Problems).Reason);
        Assert.Single(await silo.Organisations.ListIdsAsync(), organisation.Id.Value);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task An_update_that_meets_a_fault_changes_the_version_once_when_it_is_sent_again(FaultKind kind)
    {
        Organisation organisation = PlatformSilo.NewOrganisation($"o-{Guid.NewGuid():N}");
        string before = (await silo.Organisations.CreateAsync(organisation, "")).Value.Etag, request = NewRequest();
        Organisation renamed = organisation with { Name = "Renamed" };
        await NotAcknowledgedAsync(kind, "organisation.v1", () => silo.Organisations.UpdateAsync(renamed, before, request));
        // With the version that was read before the first try: it is the same request, not one on an old version.
        StoredOrganisation stored = (await silo.Organisations.UpdateAsync(renamed, before, request)).Value;
        Assert.Equal(renamed, (await silo.Organisations.GetAsync(organisation.Id))!.Organisation);
        Assert.Equal(stored.Etag, (await silo.Organisations.GetAsync(organisation.Id))!.Etag);
        Assert.Equal(Etag.Of(2), stored.Etag);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_key_whose_issue_meets_a_fault_is_known_to_nobody_and_the_next_one_holds(FaultKind kind)
    {
        silo.Storage.Forget();
        await NotAcknowledgedAsync(kind, "key.v1", () => silo.Keys.IssueAsync(Role.Analyst, null));
        // Its secret was never told: whatever is stored opens nothing, and a steward can end it. (Another test's key may have noted its use meanwhile.)
        string lost = Assert.Single(silo.Storage.Writes, write => write.State == "key.v1").Key["keys/".Length..];
        Assert.Equal(kind == FaultKind.AfterCommit, await silo.Keys.RevokeAsync(lost) is { RevokeTime: not null });
        (KeyInfo info, string key) = await silo.Keys.IssueAsync(Role.Analyst, null);
        Assert.NotEqual(lost, info.Id);
        Assert.Equal(info.Id, (await silo.Keys.AuthenticateAsync(key))!.Id);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_revocation_that_meets_a_fault_holds_when_it_is_sent_again(FaultKind kind)
    {
        (KeyInfo info, string key) = await silo.Keys.IssueAsync(Role.Analyst, null);
        await NotAcknowledgedAsync(kind, "key.v1", () => silo.Keys.RevokeAsync(info.Id));
        Assert.Equal(kind == FaultKind.AfterCommit, await silo.Keys.AuthenticateAsync(key) is null);
        Assert.NotNull((await silo.Keys.RevokeAsync(info.Id))!.RevokeTime);
        Assert.Null(await silo.Keys.AuthenticateAsync(key));
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_catalogue_import_that_meets_a_fault_revises_once_when_it_is_sent_again(FaultKind kind)
    {
        string id = $"m{Guid.NewGuid():N}"[..12];
        Assert.True((await silo.Measures.ImportAsync([Definition(id, "First")])).IsAccepted);
        MeasureDefinition[] revised = [Definition(id, "Second"), Definition($"{id}-b", "Another")];
        await NotAcknowledgedAsync(kind, "catalogue.v1", () => silo.Measures.ImportAsync(revised));
        Assert.True((await silo.Measures.ImportAsync(revised)).IsAccepted);
        Catalogue catalogue = await silo.Measures.GetAsync();
        Assert.Equal(("Second", 2), catalogue.Find(MeasureId.TryParse(id)) is { } measure ? (measure.Name, measure.Revision) : default);
        Assert.Equal(1, Assert.Single(catalogue.Measures, measure => measure.Id.Value == $"{id}-b").Revision);
    }

    private static MeasureDefinition Definition(string id, string name) => new(id, name, "%", "higher", "percentage", "", "", "", "", "", new("", "", "", "", ""));

    private async Task NotAcknowledgedAsync(FaultKind kind, string state, Func<Task> call)
    {
        StorageFault fault = silo.Storage.Script(new(kind, state));
        await Assert.ThrowsAsync<NotAcknowledgedException>(call);
        Assert.True(fault.IsReached);
    }
}
