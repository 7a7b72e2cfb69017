using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Releases;

/// <summary>A release as its publisher writes it; no figure is in it, only where figures are to come from.</summary>
/// <param name="Title">What it is called; public from when it is scheduled, so no finding belongs in it.</param>
/// <param name="Publisher">The body's name as readers know it.</param>
/// <param name="Contact">Whom to ask.</param>
/// <param name="Summary">What it says, first of all.</param>
/// <param name="Sections">Commentary with its tables.</param>
/// <param name="Methods">How the figures were made.</param>
/// <param name="Limits">What is known to limit them.</param>
/// <param name="Notes">Notes to the tables.</param>
/// <param name="PreReleaseAccess">Who has access before publication; public once it is published.</param>
public sealed record ReleaseDraft(
    string Title, string Publisher, string Contact, string Summary, ImmutableArray<DraftSection> Sections, string Methods, string Limits, ImmutableArray<string> Notes,
    ImmutableArray<PreReleaseAccess> PreReleaseAccess);

/// <summary>A part of a draft.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Commentary">What is said of its figures; paragraphs are apart by an empty line.</param>
/// <param name="Tables">Its tables.</param>
public sealed record DraftSection(string Heading, string Commentary, ImmutableArray<DraftTable> Tables);

/// <summary>A table to be: a row for each of its measures in each edition and cohort, in this order.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Editions"><c>periods/{period}/editions/{n}</c>, or <c>periods/{period}</c> for the latest when the release is frozen.</param>
/// <param name="Measures">The measures.</param>
/// <param name="Cohorts">Texts of cohorts; none means every member.</param>
public sealed record DraftTable(string Title, ImmutableArray<string> Editions, ImmutableArray<DraftMeasure> Measures, ImmutableArray<string> Cohorts);

/// <summary>A measure in a table to be.</summary>
/// <param name="Measure">Its identifier or name.</param>
/// <param name="Stage">The stage; null for the measure's usual one.</param>
public sealed record DraftMeasure(string Measure, Stage? Stage);

/// <summary>That somebody has access before publication. Recorded; the platform itself shows nobody anything early.</summary>
/// <param name="Who">A role, and its organisation.</param>
/// <param name="HoursBefore">Hours before publication, 1 to 24: the longest that the Pre-release Access to Official Statistics Order 2008 allows.</param>
public sealed record PreReleaseAccess(string Who, int HoursBefore);
