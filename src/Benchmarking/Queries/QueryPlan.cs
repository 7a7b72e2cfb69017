using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Queries;

/// <summary>
/// Which rows a query has, in their order, before any table is read: the one place that decides it, for queries and for dry runs. A plan rests
/// on the query, the editions and the catalogue alone, so that the same query has the same rows page after page.
/// </summary>
public sealed class QueryPlan
{
    /// <summary>Most rows of a query, over all its pages.</summary>
    public const long MostRows = 1_000_000;

    /// <summary>Most tables that a query reads.</summary>
    public const int MostTables = 2_000;

    // An edition's own crosses are some hundreds.
    private const int MostGroups = 100_000;

    private QueryPlan(ImmutableArray<QueryBlock> blocks, string fingerprint) => (Blocks, Fingerprint, RowCount) = (blocks, fingerprint, blocks.Sum(block => block.RowCount));

    /// <summary>The parts, in their order; each has rows of one table.</summary>
    public ImmutableArray<QueryBlock> Blocks { get; }

    /// <summary>Rows of all parts.</summary>
    public long RowCount { get; }

    /// <summary>The same for the same rows in the same order, and for no others: 32 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>The plan of a query, or that it has too many rows.</summary>
    public static Outcome<QueryPlan> Of(Query query, ImmutableArray<Edition> editions, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(catalogue);
        ImmutableArray<(Measure Measure, Stage Stage)> tables = [.. MeasuresOf(query, editions, catalogue).SelectMany(measure => query.StagesOf(measure).Select(stage => (measure, stage)))];
        ImmutableArray<EditionCohorts> cohorts = [.. editions.Select(edition => new EditionCohorts(edition))];
        if (tables.Length * editions.Length > MostTables)
            return Refused($"The query is about {tables.Length * editions.Length:N0} tables.", $"Ask for at most {MostTables:N0} at once: pairs of measure and stage, of each edition.");
        if (cohorts.Any(edition => Grouping.CrossesOf(query.Filter, query.GroupBy, edition) > MostGroups))
            return Refused("The query has too many groups.", "Group by fewer dimensions, or filter.");
        ImmutableArray<QueryBlock> blocks = [.. cohorts.SelectMany(edition =>
        {
            ImmutableArray<Selection> selections = Grouping.Of(query.Filter, query.GroupBy, edition);
            return tables.Select(table => new QueryBlock(edition, table.Measure, table.Stage, selections,
                query.Statistics.IsEmpty ? StatisticFigures.TellingOf(table.Measure.Kind) : query.Statistics));
        })];
        return Limited(new(blocks, FingerprintOf($"{query.Filter.Text};{string.Join(',', query.GroupBy)}", blocks)));
    }

    /// <summary>The plan of a whole edition, which is every cohort that it has in each of its tables; or that it has too many rows.</summary>
    public static Outcome<QueryPlan> OfWhole(Edition edition, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(catalogue);
        EditionCohorts cohorts = new(edition);
        ImmutableArray<Selection> selections = [.. edition.Cohorts.Select(size => Selection.Of(size.Cohort))];
        // A measure that was returned stays in the catalogue.
        ImmutableArray<QueryBlock> blocks = [.. edition.Tables.Select(table => (Measure: catalogue.Find(table.Measure)!, table.Stage))
            .Select(table => new QueryBlock(cohorts, table.Measure, table.Stage, selections, StatisticFigures.TellingOf(table.Measure.Kind)))];
        return Limited(new(blocks, FingerprintOf("whole", blocks)));
    }

    private static Outcome<QueryPlan> Limited(QueryPlan plan) => plan.RowCount <= MostRows ? Outcome.Accepted(plan)
        : Refused($"The query has {plan.RowCount:N0} rows.", $"Ask for at most {MostRows:N0} at once: fewer editions, measures or statistics.");

    // In the order asked; otherwise all that the editions have figures of, in catalogue order.
    private static IEnumerable<Measure> MeasuresOf(Query query, ImmutableArray<Edition> editions, Catalogue catalogue)
    {
        if (!query.Measures.IsEmpty)
            return query.Measures;
        HashSet<TableKey> tables = [.. editions.SelectMany(edition => edition.Tables)];
        return catalogue.Measures.Where(measure => query.StagesOf(measure).Any(stage => tables.Contains(new(measure.Id, stage))));
    }

    private static string FingerprintOf(string selections, ImmutableArray<QueryBlock> blocks)
    {
        StringBuilder text = new(selections);
        foreach (QueryBlock block in blocks)
            text.Append(CultureInfo.InvariantCulture, $";{block.Edition.Name}/{block.Measure.Id}/{block.Stage}/{string.Join(',', block.Statistics)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static Outcome<QueryPlan> Refused(string message, string remedy) => Outcome.Refused<QueryPlan>(new Problem(0, "", ProblemReason.TooManyLines, message, remedy));
}
