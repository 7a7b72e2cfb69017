using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Releases;

/// <summary>What a release says, frozen: its texts, and its figures copied from editions. Pages and downloads are made from it alone.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Publisher">Who publishes it.</param>
/// <param name="Contact">Whom to ask; may be empty.</param>
/// <param name="Summary">What it says, first of all.</param>
/// <param name="Sections">Commentary with its tables.</param>
/// <param name="Methods">How the figures were made.</param>
/// <param name="Limits">What is known to limit them.</param>
/// <param name="Notes">Notes to the tables.</param>
/// <param name="PreReleaseAccess">Who had access before publication.</param>
public sealed record ReleaseContent(
    string Title, string Publisher, string Contact, string Summary, ImmutableArray<ReleaseSection> Sections, string Methods, string Limits, ImmutableArray<string> Notes,
    ImmutableArray<PreReleaseAccess> PreReleaseAccess)
{
    /// <summary>Every row of every table, in order.</summary>
    public IEnumerable<ReleaseRow> Rows => Sections.SelectMany(section => section.Tables).SelectMany(table => table.Rows);
}

/// <summary>A part of a release.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Commentary">What is said of its figures; paragraphs are apart by an empty line. May be empty.</param>
/// <param name="Tables">Its tables.</param>
public sealed record ReleaseSection(string Heading, string Commentary, ImmutableArray<ReleaseTable> Tables);

/// <summary>A table of a release.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ReleaseTable(string Title, ImmutableArray<ReleaseRow> Rows);

/// <summary>One cohort's protected figures on a measure and stage, as an edition gives them, with all that is needed to read and cite them.</summary>
public sealed record ReleaseRow
{
    internal ReleaseRow(string edition, DateTimeOffset cutTime, MeasureId measure, string measureName, int measureRevision, string unit, Direction direction, Stage stage, Cell cell, string citation)
    {
        (Edition, CutTime, Measure, MeasureName, MeasureRevision) = (edition, cutTime, measure, measureName, measureRevision);
        (Unit, Direction, Stage, Cell, Citation) = (unit, direction, stage, cell, citation);
    }

    /// <summary>The edition that it is from, <c>periods/{period}/editions/{n}</c>.</summary>
    public string Edition { get; }

    /// <summary>When the edition was cut.</summary>
    public DateTimeOffset CutTime { get; }

    /// <summary>The measure.</summary>
    public MeasureId Measure { get; }

    /// <summary>The measure's name at the cut.</summary>
    public string MeasureName { get; }

    /// <summary>The revision of the measure's definition at the cut.</summary>
    public int MeasureRevision { get; }

    /// <summary>The unit of every value in the row.</summary>
    public string Unit { get; }

    /// <summary>Which way is better.</summary>
    public Direction Direction { get; }

    /// <summary>The stage.</summary>
    public Stage Stage { get; }

    /// <summary>The cohort's figures, or why they are withheld.</summary>
    public Cell Cell { get; }

    /// <summary>Text to cite it by.</summary>
    public string Citation { get; }

    /// <summary>A cohort's row from an edition.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="measure">The measure as it was defined at the cut.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cell">The cohort's cell.</param>
    internal static ReleaseRow Of(Edition edition, Measure measure, Stage stage, Cell cell) =>
        new(edition.Name, edition.CutTime, measure.Id, measure.Name, measure.Revision, measure.FigureUnit, measure.Direction, stage, cell,
            Editions.Citation.Of(edition, measure, stage, cell.Cohort));
}
