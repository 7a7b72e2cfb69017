using Benchmarking.Editions;
using Benchmarking.Releases;

namespace Benchmarking.Server.Downloads;

/// <summary>A row of a release with the place that it stands in.</summary>
/// <param name="Table">Number of the table in the release, from 1.</param>
/// <param name="TableTitle">The table's title.</param>
/// <param name="Number">Number of the row in the table, from 1.</param>
/// <param name="Row">The row.</param>
internal sealed record DownloadRow(int Table, string TableTitle, int Number, ReleaseRow Row)
{
    /// <summary>The cohort's figures.</summary>
    public Cell Cell => Row.Cell;

    /// <summary>Each of its figures, in order.</summary>
    public IEnumerable<DownloadFigure> Figures => Statistic.All.Select(statistic => new DownloadFigure(this, statistic, statistic.Read(Cell)));
}

/// <summary>One figure of a release.</summary>
/// <param name="Row">The row that it stands in.</param>
/// <param name="Statistic">Which of the row's figures.</param>
/// <param name="Figure">The figure.</param>
internal sealed record DownloadFigure(DownloadRow Row, Statistic Statistic, Figure Figure);
