using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Rpc;
using Grpc.Core;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Returns;

/// <summary>Bad lines, through a submission and through an import: each is told with line, field, reason and remedy, and nothing is stored.</summary>
public sealed class BadLineTests(BadLineTests.Fixture fixture) : IClassFixture<BadLineTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public Api Member { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await Steward.OpenAsync("2025");
            await Steward.AddOrganisationAsync("good");
            await Steward.AddOrganisationAsync("other");
            Member = await Server.SignInAsync(Role.Contributor, "organisations/good");
        }
    }

    /// <summary>What is wrong with a line, the field and the reason. `spd-01` is a percentage at both stages, `gov-01` yes/no, `com-05` delivered only.</summary>
    public static TheoryData<string, string, string, string, string, string, string, ErrorReason> BadLines => new()
    {
        { "unknown measure", "tp99", "delivered", "1", "2", "", "measure", ErrorReason.MeasureUnknown },
        { "a look-alike of a measure (Kelvin sign)", "s\u212Al-01", "delivered", "1", "2", "", "measure", ErrorReason.MeasureUnknown },
        { "a look-alike of a measure (Cyrillic)", "s\u0440d-01", "delivered", "1", "2", "", "measure", ErrorReason.MeasureUnknown },
        { "no measure", "", "delivered", "1", "2", "", "measure", ErrorReason.FieldRequired },
        { "a stage it is not collected at", "com-05", "committed", "1", "2", "", "stage", ErrorReason.StageNotCollected },
        { "denominator 0", "spd-01", "delivered", "1", "0", "", "denominator", ErrorReason.DenominatorNotPositive },
        { "negative denominator", "spd-01", "delivered", "1", "-5", "", "denominator", ErrorReason.DenominatorNotPositive },
        { "no denominator", "spd-01", "delivered", "1", "", "", "denominator", ErrorReason.FieldRequired },
        { "negative numerator", "spd-01", "delivered", "-1", "5", "", "numerator", ErrorReason.NumberNegative },
        { "NaN", "spd-01", "delivered", "NaN", "5", "", "numerator", ErrorReason.NumberMalformed },
        { "Infinity", "spd-01", "delivered", "1", "Infinity", "", "denominator", ErrorReason.NumberMalformed },
        { "the sign for infinity", "spd-01", "delivered", "1", "∞", "", "denominator", ErrorReason.NumberMalformed },
        { "1e400", "spd-01", "delivered", "1", "1e400", "", "denominator", ErrorReason.NumberOutOfRange },
        { "1e-400", "spd-01", "delivered", "1e-400", "5", "", "numerator", ErrorReason.NumberOutOfRange },
        { "seven decimals", "spd-01", "delivered", "0.0000001", "5", "", "numerator", ErrorReason.NumberOutOfRange },
        { "beyond a million millions", "spd-01", "delivered", "1", "1000000000001", "", "denominator", ErrorReason.NumberOutOfRange },
        { "more than 100 %", "spd-01", "delivered", "84", "80", "", "numerator", ErrorReason.NumeratorAboveDenominator },
        { "text for a number", "spd-01", "delivered", "n/a", "80", "", "numerator", ErrorReason.NumberMalformed },
        { "digits of another script", "spd-01", "delivered", "٣", "80", "", "numerator", ErrorReason.NumberMalformed },
        { "hexadecimal", "spd-01", "delivered", "0x10", "80", "", "numerator", ErrorReason.NumberMalformed },
        { "decimal comma", "spd-01", "delivered", "12,5", "80", "", "numerator", ErrorReason.NumberMalformed },
        { "thousands", "spd-01", "delivered", "1", "1,234", "", "denominator", ErrorReason.NumberMalformed },
        { "neither yes nor no", "gov-01", "unstaged", "2", "1", "", "numerator", ErrorReason.NotYesOrNo },
        { "a formula", "spd-01", "delivered", "1", "2", "=cmd|' /C calc'!A0", "note", ErrorReason.TextUnsafe },
        { "a formula after spaces", "spd-01", "delivered", "1", "2", "  @SUM(1)", "note", ErrorReason.TextUnsafe },
        { "a formula behind a tab", "spd-01", "delivered", "1", "2", "\t=1+1", "note", ErrorReason.TextUnsafe },
        { "a NUL", "spd-01", "delivered", "1", "2", "a\0b", "note", ErrorReason.TextUnsafe },
        { "a right-to-left override", "spd-01", "delivered", "1", "2", "a\u202Eb", "note", ErrorReason.TextUnsafe },
        { "a long note", "spd-01", "delivered", "1", "2", new string('a', 1_001), "note", ErrorReason.TextTooLong },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_submission_with_a_bad_line_is_refused_whole(
        string what, string measure, string stage, string numerator, string denominator, string note, string field, ErrorReason reason)
    {
        ReturnLine bad = Line(measure, numerator, denominator, Enum.Parse<Stage>(stage, ignoreCase: true));
        bad.Measure = measure;
        bad.Note = note;
        const string name = "organisations/good/returns/2025";
        Refused refused = await Refused.ByAsync(fixture.Member.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-02", "1", "2"), bad } }));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        BadRequest.Types.FieldViolation violation = Assert.Single(refused.Violations);
        Assert.Equal(($"lines[2].{field}", WireName(reason)), (violation.Field, violation.Reason));
        Assert.True(refused.Remedy.Length > 10, what);
        await NothingIsStoredAsync();
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task An_import_with_a_bad_line_is_refused_whole(
        string what, string measure, string stage, string numerator, string denominator, string note, string field, ErrorReason reason)
    {
        ImportLine bad = new() { Line = 3, Organisation = "good", Measure = measure, Stage = stage, Numerator = numerator, Denominator = denominator, Note = note };
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", [Good("other", 2), bad]);
        Refused.Of(result.Error).Is(StatusCode.InvalidArgument, WireName(reason));
        V1.Problem problem = Assert.Single(result.Problems);
        Assert.Equal((3L, field, reason), (problem.Line, problem.Field, problem.Reason));
        Assert.True(problem.Remedy.Length > 10 && problem.Message.Length > 10, what);
        Assert.Empty(result.Stored);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task A_number_that_is_no_stage_is_refused_with_its_line()
    {
        foreach (int number in (int[])[0, 4, 99, -1])
        {
            Refused refused = await Refused.ByAsync(fixture.Member.Returns.SubmitReturnAsync(
                new() { Name = "organisations/good/returns/2025", Lines = { Line("spd-01", "1", "2", (Stage)number) } }));
            refused.Is(StatusCode.InvalidArgument, "STAGE_UNKNOWN");
            Assert.Equal("lines[1].stage", refused.Violations.Single().Field);
        }
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task The_same_line_twice_is_refused_with_the_second_line()
    {
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", [Good("good", 2), Good("other", 3), Good("good", 4)]);
        V1.Problem problem = Assert.Single(result.Problems);
        Assert.Equal((4L, ErrorReason.LineDuplicate), (problem.Line, problem.Reason));
        Assert.Contains("line 2", problem.Message, StringComparison.Ordinal);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task The_same_line_under_two_spellings_of_the_organisation_is_refused()
    {
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", [Good("good", 2), Good("organisations/good", 3)]);
        Refused.Of(result.Error).Is(StatusCode.InvalidArgument, "LINE_DUPLICATE");
        Assert.Equal([3L], result.Problems.Select(problem => problem.Line));
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task All_problems_of_a_file_come_at_once_in_the_order_of_its_lines()
    {
        ImportLine[] lines =
        [
            Good("nobody", 2), Good("good", 3), new() { Line = 4, Organisation = "other", Measure = "tp99", Stage = "delivred", Numerator = "x", Denominator = "0" },
            Good("../etc/passwd", 5), Good("", 6), new() { Line = 7, Organisation = "good", Measure = "spd-02", Stage = "delivered", Numerator = "3", Denominator = "2" },
        ];
        ImportResult result = await fixture.Steward.ImportReturnsAsync("2025", lines, inMessage: 2);
        Assert.Equal(
            [
                (2L, "organisation", ErrorReason.OrganisationUnknown), (4L, "measure", ErrorReason.MeasureUnknown), (4L, "stage", ErrorReason.StageUnknown),
                (4L, "numerator", ErrorReason.NumberMalformed), (4L, "denominator", ErrorReason.DenominatorNotPositive),
                (5L, "organisation", ErrorReason.IdentifierMalformed), (6L, "organisation", ErrorReason.FieldRequired),
                (7L, "numerator", ErrorReason.NumeratorAboveDenominator),
            ],
            result.Problems.Select(problem => (problem.Line, problem.Field, problem.Reason)));
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task A_contributor_cannot_import_for_another_nor_learn_whether_it_is_there()
    {
        ImportResult another = await fixture.Member.ImportReturnsAsync("2025", [Good("good", 2), Good("other", 3)]);
        ImportResult absent = await fixture.Member.ImportReturnsAsync("2025", [Good("good", 2), Good("wraith", 3)]);
        Refused.Of(another.Error).Is(StatusCode.InvalidArgument, "ORGANISATION_UNKNOWN");
        Assert.Equal([(3L, "organisation", ErrorReason.OrganisationUnknown)], another.Problems.Select(problem => (problem.Line, problem.Field, problem.Reason)));
        Assert.Equal(another.Error!.Status.Detail.Replace("other", "wraith", StringComparison.Ordinal), absent.Error!.Status.Detail);
        await NothingIsStoredAsync();
    }

    private static ImportLine Good(string organisation, long line) =>
        new() { Line = line, Organisation = organisation, Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "2" };

    private static string WireName(ErrorReason reason) =>
        ErrorReflection.Descriptor.FindTypeByName<Google.Protobuf.Reflection.EnumDescriptor>("ErrorReason").FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];

    // No test of this class stores anything, so each finds the period empty.
    private async Task NothingIsStoredAsync()
    {
        (await Refused.ByAsync(fixture.Member.Returns.GetReturnAsync(new() { Name = "organisations/good/returns/2025" }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        (await Refused.ByAsync(() => fixture.Steward.CutAsync("2025"))).Is(StatusCode.FailedPrecondition, "NOTHING_TO_CUT");
    }
}
