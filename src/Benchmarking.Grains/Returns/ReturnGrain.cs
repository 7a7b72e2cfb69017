using System.Collections.Immutable;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Returns;

/// <summary>Contributions on their way to a cut.</summary>
[GenerateSerializer, Immutable]
internal sealed record Contributions([property: Id(0)] ImmutableArray<Contribution> Items);

/// <summary>A return on its way to its organisation.</summary>
[GenerateSerializer, Immutable]
internal sealed record ReturnAnswer(
    [property: Id(0)] ReturnState State, [property: Id(1)] int Revision, [property: Id(2)] ImmutableArray<ReturnLine> Lines, [property: Id(3)] string Etag, [property: Id(4)] DateTimeOffset UpdateTime)
{
    public static ReturnAnswer Of(Return value) => new(value.State, value.Revision, value.Lines, value.Etag, value.UpdateTime);

    public Return ToReturn(OrganisationId organisation, Period period) => new(organisation, period, State, Revision, Lines, Etag, UpdateTime);
}

/// <summary>How far a return is, without what is in it.</summary>
[GenerateSerializer, Immutable]
internal sealed record ReturnProgress(
    [property: Id(0)] ReturnState? State, [property: Id(1)] int Revision, [property: Id(2)] DateTimeOffset? UpdateTime, [property: Id(3)] bool IsSubmitted);

/// <summary>What one organisation returns for one period; its grain key is <c>organisations/{id}/returns/{period}</c>.</summary>
internal interface IReturnGrain : IGrainWithStringKey
{
    Task<ReturnAnswer?> GetAsync();

    /// <summary>Writes; acknowledged when durable.</summary>
    Task<Outcome<ReturnAnswer>> WriteAsync(WriteReturn write);

    Task<ImmutableArray<RevisionEntry>> ListRevisionsAsync();

    /// <summary>The submitted lines only, for the organisation's own comparison.</summary>
    Task<ImmutableArray<ReturnLine>> SubmittedLinesAsync();

    /// <summary>Whether what is submitted has a measure at a stage.</summary>
    Task<bool> HasSubmittedAsync(MeasureId measure, Stage stage);

    /// <summary>How far it is.</summary>
    Task<ReturnProgress> GetProgressAsync();

    /// <summary>What a cut takes.</summary>
    Task<Contributions> PullAsync();

    /// <summary>Lets go of what is in memory.</summary>
    Task ForgetAsync();
}

/// <inheritdoc cref="IReturnGrain"/>
internal sealed class ReturnGrain([PersistentState("return.v1")] IPersistentState<ReturnRecord> storage, TimeProvider clock, PlatformMeter meter, ILogger<ReturnGrain> logger)
    : RecordGrain<ReturnRecord>(storage, logger), IReturnGrain
{
    private OrganisationId _organisation = null!;
    private Period _period = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string[] parts = this.GetPrimaryKeyString().Split('/');
        _organisation = new(parts[1]);
        _period = Period.TryParse(parts[3])!;
        return base.OnActivateAsync(cancellationToken);
    }

    public Task<ReturnAnswer?> GetAsync() => Task.FromResult(Written.ToReturn(_organisation, _period) is { } value ? ReturnAnswer.Of(value) : null);

    public async Task<Outcome<ReturnAnswer>> WriteAsync(WriteReturn write)
    {
        if (Written.Requests.Find(write.RequestId) is { } earlier)
            return Repeat(write, earlier);
        // On the roster first: an entry without a return is harmless, a return without an entry would be lost to the cut.
        Outcome<StoredPeriod> enrolled = await GrainFactory.GetGrain<ICollectionGrain>(_period.Name).EnrolAsync(_organisation);
        if (!enrolled.IsAccepted)
            return Outcome.Refused<ReturnAnswer>(enrolled.Problems);
        Outcome<ReturnRecord> next = Written.Apply(write, clock.GetUtcNow());
        if (next.IsAccepted && !ReferenceEquals(next.Value, Written))
        {
            bool isChanged = next.Value.Version != Written.Version;
            await CommitAsync(next.Value);
            if (isChanged)
                meter.ReturnAcknowledged(write.Kind);
        }
        return next.Select(record => ReturnAnswer.Of(record.ToReturn(_organisation, _period)!));
    }

    public Task<ImmutableArray<RevisionEntry>> ListRevisionsAsync() => Task.FromResult(Written.Revisions);

    public Task<ImmutableArray<ReturnLine>> SubmittedLinesAsync() => Task.FromResult(Written.Submitted);

    public Task<bool> HasSubmittedAsync(MeasureId measure, Stage stage) => Task.FromResult(Written.Submitted.Any(line => line.Measure == measure && line.Stage == stage));

    public Task<ReturnProgress> GetProgressAsync() => Task.FromResult(
        new ReturnProgress(Written.State, Written.Revision, Written.State is null ? null : Written.UpdateTime, IsSubmitted: !Written.Submitted.IsEmpty));

    public Task<Contributions> PullAsync() => Task.FromResult(new Contributions(Contribution.Sum(Written.Submitted)));

    public Task ForgetAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    // Same id and same content: the first answer again. The lines are those of the request itself, or of the draft that it submitted or left.
    private Outcome<ReturnAnswer> Repeat(WriteReturn write, RememberedRequest<WriteAnswer> earlier)
    {
        if (earlier.ContentDigest != write.ContentDigest())
            return Outcome.Refused<ReturnAnswer>(RequestId.Reused(write.RequestId));
        WriteAnswer answer = earlier.Answer;
        ImmutableArray<ReturnLine> lines = (write.Kind, answer.State) switch
        {
            (not ReturnState.Draft, ReturnState.Draft) => Written.Draft,
            (ReturnState.Submitted, _) when write.Lines.IsEmpty => Written.Submitted,
            _ => write.Lines,
        };
        return Outcome.Accepted(new ReturnAnswer(answer.State, answer.Revision, lines, Etag.Of(answer.Version), answer.UpdateTime));
    }
}
