using Benchmarking.Grains.Periods;
using Benchmarking.Server.Errors;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Wire;

/// <summary>Enumerations cross the wire as numbers, so both sides must have the same ones.</summary>
public sealed class EnumTests
{
    [Fact]
    public void Every_enumeration_has_the_same_names_and_numbers_on_both_sides()
    {
        Same<ProblemReason, V1.ErrorReason>();
        Same<Measures.Stage, V1.Stage>();
        Same<Measures.MeasureKind, V1.MeasureKind>();
        Same<Measures.Direction, V1.Direction>();
        Same<Grains.Keys.Role, V1.Role>();
        Same<Editions.WithheldReason, V1.WithheldReason>();
        Same<Editions.ComparedStatistic, V1.ComparedStatistic>();
        Same<Editions.Verdict, V1.Verdict>();
        Same<Editions.NotComparedReason, V1.NotComparedReason>();
        Same<Benchmarking.Queries.Statistic, V1.Statistic>();
        Same<Benchmarking.Queries.RowOutcome, V1.RowOutcome>();
        Same<Benchmarking.Returns.ReturnState, V1.Return.Types.State>();
        Same<Benchmarking.Journal.JournalKind, V1.JournalEntry.Types.Kind>();
        Same<Benchmarking.Journal.JournalOutcome, V1.JournalEntry.Types.Outcome>();
        Same<Benchmarking.Releases.ReleaseState, V1.ReleaseState>();
        Same<Benchmarking.Server.Downloads.DownloadFormat, V1.DownloadFormat>();
        Same<PeriodState, V1.Period.Types.State>();
        Same<CutPhase, V1.WatchCutResponse.Types.Phase>();
        Same<Benchmarking.Grains.Cohorts.ProposalState, V1.CohortProposal.Types.State>();
    }

    [Fact]
    public void The_marks_the_domain_sets_are_the_wires()
    {
        // The wire has the whole set of the Government Analysis Function; the domain sets some of them.
        Assert.All(Enum.GetValues<Editions.Marker>(), marker => Assert.Equal(marker.ToString(), ((V1.Marker)marker).ToString()));
    }

    [Fact]
    public void A_reason_is_sent_under_the_name_the_proto_gives_it()
    {
        EnumDescriptor reasons = V1.ErrorReflection.Descriptor.EnumTypes.Single(type => type.Name == "ErrorReason");
        Assert.All(Enum.GetValues<ProblemReason>(), reason =>
            Assert.Equal(reasons.FindValueByNumber((int)reason).Name, $"ERROR_REASON_{Refusals.ReasonText(reason)}"));
    }

    private static void Same<TDomain, TWire>() where TDomain : struct, Enum where TWire : struct, Enum =>
        Assert.Equal(
            Enum.GetValues<TDomain>().Select(value => (value.ToString(), Convert.ToInt32(value, null))).Prepend(("Unspecified", 0)),
            Enum.GetValues<TWire>().Select(value => (value.ToString(), Convert.ToInt32(value, null))));
}
