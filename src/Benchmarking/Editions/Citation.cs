using System.Globalization;
using Benchmarking.Cohorts;
using Benchmarking.Measures;

namespace Benchmarking.Editions;

/// <summary>The text a figure is cited by: the same bytes whenever it is asked for.</summary>
public static class Citation
{
    /// <summary>Cites a cohort's figures on a measure and stage of an edition.</summary>
    public static string Of(Edition edition, Measure measure, Stage stage, Cohort cohort) => string.Create(CultureInfo.InvariantCulture,
        $"{measure.Name} ({measure.Id}, revision {measure.Revision}, {stage.ToText()}), cohort {cohort}, Benchmarking {edition.Name}, cut {edition.CutTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
}
