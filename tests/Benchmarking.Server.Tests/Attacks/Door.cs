using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>A call by which figures are told. Every attack that reads figures is made through each, and knows none of them.</summary>
public abstract class Door
{
    /// <summary>GetBenchmark: a cohort at a time, by its name.</summary>
    public static Door Benchmark { get; } = new BenchmarkDoor();

    /// <summary>Query: whatever a filter leaves, in rows.</summary>
    public static Door Query { get; } = new QueryDoor();

    /// <summary>Whether several categories of a dimension can be asked for together: <c>region=north|south</c>, as attackers write it.</summary>
    public virtual bool JoinsCategories => false;

    /// <summary>What the door calls a cohort.</summary>
    /// <param name="cohort">In the platform's categories, such as <c>sector=x001-a,region=x001-north</c>, or <c>all</c>.</param>
    public abstract string WordsFor(string cohort);

    /// <summary>The same in several wordings.</summary>
    public abstract IEnumerable<string> PhrasesFor(string cohort);

    /// <summary>Asks, and gives all that comes back, message by message.</summary>
    /// <param name="key">Whose question it is.</param>
    /// <param name="edition">Resource name of the edition.</param>
    /// <param name="measure">Resource name of the measure.</param>
    /// <param name="words">Whom it is about, in the door's words.</param>
    public abstract Task<IReadOnlyList<IMessage>> AskAsync(Api key, string edition, string measure, string words);

    /// <summary>The figures in what came back.</summary>
    public abstract Benchmark FiguresIn(IReadOnlyList<IMessage> replies);
}
