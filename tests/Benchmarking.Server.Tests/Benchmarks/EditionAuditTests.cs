using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>How an edition was protected, as a steward reads it, on a sector small enough to count by hand.</summary>
public sealed class EditionAuditTests(EditionAuditTests.Fixture fixture) : IClassFixture<EditionAuditTests.Fixture>
{
    private const string Audit = "periods/2025/editions/1/audit";

    /// <summary>
    /// Twelve councils, three of them in the north, and twelve homes in the south; a percentage and an amount. The cells are all (24),
    /// the sectors (12, 12), the regions (3, 21), and councils in the north (3), in the south (9) and homes in the south (12).
    /// </summary>
    public sealed class Fixture : ServerFixture
    {
        public Edition First { get; private set; } = new();

        public Edition Second { get; private set; } = new();

        protected override async Task PrepareAsync()
        {
            await Steward.ImportOrganisationsAsync(Enumerable.Range(1, 24).Select(i => new Organisation
            {
                Name = $"organisations/m{i:00}",
                DisplayName = $"Member {i}",
                Sector = i <= 12 ? "local-authority" : "housing-association",
                Region = i <= 3 ? "north" : "south",
            }));
            await Steward.ImportMeasuresAsync(
                new MeasureDefinition { Id = "jobs", DisplayName = "Jobs", Unit = "jobs", Direction = "higher", Kind = "amount" },
                new MeasureDefinition { Id = "tp01", DisplayName = "Satisfaction", Unit = "%", Direction = "higher", Kind = "percentage" });
            await Steward.OpenAsync("2025");
            await Steward.ImportReturnsAsync("2025", Enumerable.Range(1, 24).SelectMany(i => (ImportLine[])[Line(i, "jobs", $"{30 + i}", "1"), Line(i, "tp01", $"{50 + i}", "100")]));
            First = await Steward.CutAsync("2025");
            // One correction must wait, and with it every cell that the council is in.
            Api member = await Server.SignInAsync(Role.Contributor, "organisations/m12");
            await member.Returns.SubmitReturnAsync(new()
            {
                Name = "organisations/m12/returns/2025",
                Lines = { Scenario.Line("jobs", "42", "1"), Scenario.Line("tp01", "74", "100") },
                Reason = "late answers",
            });
            Second = await Steward.CutAsync("2025");
        }

        private static ImportLine Line(int i, string measure, string numerator, string denominator) => new()
        {
            Line = i + 1,
            Organisation = $"m{i:00}",
            Measure = measure,
            Stage = "delivered",
            Numerator = numerator,
            Denominator = denominator,
        };
    }

    private Task<EditionAudit> AskAsync(string name) => fixture.Steward.Editions.GetEditionAuditAsync(new() { Name = name }).ResponseAsync;

    [Fact]
    public async Task The_numbers_add_up()
    {
        EditionAudit audit = await AskAsync(Audit);
        Assert.Equal((Audit, fixture.First.PolicyDigest, 0), (audit.Name, audit.PolicyDigest, audit.UnauditedTableCount));
        Assert.Equal(["measures/jobs", "measures/tp01"], audit.Tables.Select(table => table.Measure));
        Assert.All(audit.Tables, table =>
        {
            // Eight cells; the three of fewer than ten fail the threshold, and the others pass.
            Assert.Equal((Stage.Delivered, 24, 5, 3), (table.Stage, table.ContributorCount, table.SafeCellCount, table.FailedThresholdCount));
            Assert.Equal(8, table.PublishedCellCount + table.CodedCellCount + table.CarriedCellCount + table.WithheldCellCount);
            Assert.True(table.IsSafe);
            Assert.InRange(table.TightestInterval, 1, 100);
            Assert.NotEmpty(table.TightestCohort);
            Assert.InRange(table.SafePublishedCellCount, 1, table.SafeToldCellCount);
            Assert.InRange(table.SafeToldCellCount, table.SafePublishedCellCount, table.SafeCellCount);
        });
        // The two in the north that are told of nowhere, and the whole less the south: at least one of those must yield.
        Assert.All(audit.Tables, table => Assert.True(table.YieldedToResidualCount + table.YieldedToAttackerCount > 0));
        Assert.Equal(fixture.First.PublishedCellCount, audit.Totals.PublishedCellCount + audit.Totals.CodedCellCount + audit.Totals.CarriedCellCount);
        Assert.Equal(fixture.First.WithheldCellCount, audit.Totals.WithheldCellCount);
    }

    [Fact]
    public async Task The_totals_are_those_of_the_tables()
    {
        EditionAudit audit = await AskAsync(Audit);
        AuditTotals totals = audit.Totals;
        int Total(Func<TableAudit, int> count) => audit.Tables.Sum(count);
        Assert.Equal(
            (Total(table => table.SafeCellCount), Total(table => table.PublishedCellCount), Total(table => table.CodedCellCount), Total(table => table.ProgrammeCount)),
            (totals.SafeCellCount, totals.PublishedCellCount, totals.CodedCellCount, totals.ProgrammeCount));
        Assert.Equal(100.0 * Total(table => table.SafeToldCellCount) / 10, totals.ToldPercent);
        Assert.Equal(100.0 * Total(table => table.SafePublishedCellCount) / 10, totals.PublishedPercent);
        Assert.Equal((true, audit.Tables.Sum(table => table.Cost)), (totals.IsSafe, totals.Cost));
        Assert.Equal(audit.Tables.All(table => table.HasOptimalCost), totals.HasOptimalCost);
        TableAudit tightest = audit.Tables.MinBy(table => table.TightestInterval)!;
        Assert.Equal((tightest.Measure, tightest.Stage, tightest.TightestCohort, tightest.TightestInterval),
            (totals.TightestMeasure, totals.TightestStage, totals.TightestCohort, totals.TightestInterval));
    }

    [Fact]
    public async Task What_an_edition_carries_is_counted_in_it()
    {
        EditionAudit audit = await AskAsync("periods/2025/editions/2/audit");
        // The satisfaction of all, of the councils and of whatever else the council's correction would change; the jobs stayed.
        TableAudit satisfaction = audit.Tables.Single(table => table.Measure == "measures/tp01");
        Assert.InRange(satisfaction.CarriedCellCount, 2, satisfaction.FailedDifferenceCount);
        Assert.Equal(0, audit.Tables.Single(table => table.Measure == "measures/jobs").CarriedCellCount);
        Assert.Equal(satisfaction.CarriedCellCount, audit.Totals.CarriedCellCount);
        Assert.Equal(fixture.Second.PublishedCellCount, audit.Totals.PublishedCellCount + audit.Totals.CodedCellCount + audit.Totals.CarriedCellCount);
    }

    [Theory]
    [InlineData("periods/2025/editions/2")]
    [InlineData("periods/2025/editions/latest/audit")]
    [InlineData("periods/2025")]
    public async Task The_edition_s_own_name_will_do(string name) => Assert.Equal(await AskAsync("periods/2025/editions/2/audit"), await AskAsync(name));

    [Theory]
    [InlineData("periods/2025/editions/9/audit", StatusCode.NotFound, "EDITION_UNKNOWN")]
    [InlineData("periods/2024/editions/1/audit", StatusCode.NotFound, "EDITION_UNKNOWN")]
    [InlineData("periods/2025/editions/1/audits", StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED")]
    [InlineData("periods/2025/audit", StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED")]
    [InlineData("", StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED")]
    public async Task An_edition_that_is_not_there_is_refused(string name, StatusCode code, string reason) =>
        (await Refused.ByAsync(() => AskAsync(name))).Is(code, reason);

    [Theory]
    [InlineData(Role.Contributor, "organisations/m01")]
    [InlineData(Role.Viewer, "organisations/m01")]
    [InlineData(Role.Publisher, "")]
    [InlineData(Role.Analyst, "")]
    public async Task Only_a_steward_may_ask(Role role, string organisation)
    {
        Api caller = await fixture.Server.SignInAsync(role, organisation);
        (await Refused.ByAsync(caller.Editions.GetEditionAuditAsync(new() { Name = Audit }))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
    }

    [Fact]
    public async Task A_withdrawn_edition_has_its_audit_still()
    {
        await fixture.Steward.OpenAsync("2026");
        await fixture.Steward.ImportReturnsAsync("2026", Enumerable.Range(1, 12).Select(i =>
            new ImportLine { Line = i + 1, Organisation = $"m{i:00}", Measure = "jobs", Stage = "delivered", Numerator = $"{30 + i}", Denominator = "1" }));
        await fixture.Steward.CutAsync("2026");
        EditionAudit before = await AskAsync("periods/2026/editions/1/audit");
        await fixture.Steward.Editions.WithdrawEditionAsync(new() { Name = "periods/2026/editions/1", Reason = "wrong unit" });
        Assert.Equal(before, await AskAsync("periods/2026/editions/1/audit"));
        (await Refused.ByAsync(() => AskAsync("periods/2026/editions/latest/audit"))).Is(StatusCode.NotFound, "EDITION_UNKNOWN");
    }
}
