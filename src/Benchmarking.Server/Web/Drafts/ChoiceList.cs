namespace Benchmarking.Server.Web.Drafts;

/// <summary>Checkboxes under a legend, of which the first group is ticked.</summary>
/// <param name="Id">The identifier of the first checkbox.</param>
/// <param name="Name">The name by which each is sent.</param>
/// <param name="Legend">What is chosen.</param>
/// <param name="Hint">What it means.</param>
/// <param name="Groups">The choices: first those that are ticked, then the others under their headings.</param>
/// <param name="Ticked">How many are ticked.</param>
internal sealed record ChoiceList(string Id, string Name, string Legend, string Hint, IReadOnlyList<ChoiceGroup> Groups, int Ticked);
