using System.Collections.Immutable;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Queries;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Google.Protobuf.Collections;
using Edition = Benchmarking.Editions.Edition;

namespace Benchmarking.Server.Services;

/// <summary>Makes the plan of a query: finds its editions and its measures, and tells every problem of it at once.</summary>
internal sealed class QueryPlans(EditionGateway editions, MeasureGateway measures)
{
    /// <summary>The plan of a query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="token">Of the page asked for: whose editions are asked for by their periods alone are those that it names.</param>
    public async Task<(QueryPlan Plan, ImmutableArray<Edition> Editions)> ReadAsync(QueryRequest request, QueryToken? token)
    {
        Catalogue catalogue = await measures.GetAsync();
        Outcome<ImmutableArray<Edition>> found = await FindAsync(request.Editions, token);
        Outcome<Query> query = Queries.Query.Read(request.ToText(), catalogue, found.IsAccepted ? CategoryList.Of(found.Value) : null);
        Problem[] problems = [.. found.Problems, .. query.Problems];
        if (problems.Length > 0)
            throw problems.ToException();
        return (QueryPlan.Of(query.Value, found.Value, catalogue).OrThrow(), found.Value);
    }

    /// <summary>The plan of a whole edition, the first that a query names.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<(QueryPlan Plan, ImmutableArray<Edition> Editions)> ReadWholeAsync(QueryRequest request, QueryToken? token)
    {
        Edition edition = (await FindAsync(request.Editions, token)).OrThrow()[0];
        return (QueryPlan.OfWhole(edition, await measures.GetAsync()).OrThrow(), [edition]);
    }

    private async Task<Outcome<ImmutableArray<Edition>>> FindAsync(RepeatedField<string> names, QueryToken? token)
    {
        if (names.Count is 0 or > Query.MostEditions)
        {
            return Outcome.Refused<ImmutableArray<Edition>>(new Problem(0, "editions", names.Count == 0 ? ProblemReason.FieldRequired : ProblemReason.TooManyLines,
                $"There are {names.Count:N0} editions.", $"Name 1 to {Query.MostEditions}."));
        }
        Outcome<Edition>[] found = await Task.WhenAll(names.Select((name, index) => editions.ReadAsync(Pinned(name, token?.NumberOf(index)))));
        IEnumerable<Problem> twice = found.Where(edition => edition.IsAccepted).GroupBy(edition => edition.Value.Name).Where(same => same.Count() > 1)
            .Select(same => new Problem(0, "editions", ProblemReason.LineDuplicate, $"{same.Key} is there {same.Count()} times.", "Name each edition once."));
        Problem[] problems = [.. found.SelectMany(edition => edition.Problems), .. twice];
        return problems.Length == 0 ? Outcome.Accepted(found.Select(edition => edition.Value).ToImmutableArray()) : Outcome.Refused<ImmutableArray<Edition>>(problems);
    }

    private static string Pinned(string name, int? number) =>
        number is { } pinned && Names.ReadEdition(name) is { IsAccepted: true, Value: { Number: null, Period: var period } } ? $"{period.Name}/editions/{pinned}" : name;
}
