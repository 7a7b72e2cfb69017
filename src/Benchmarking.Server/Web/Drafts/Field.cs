namespace Benchmarking.Server.Web.Drafts;

/// <summary>A field of a form, with its label, its hint, and what is wrong with it.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Name">The name by which it is sent.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">What stands in it.</param>
internal sealed record Field(string Id, string Name, string Label, string? Value)
{
    /// <summary>What to enter; empty when the label says it.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Lines of a longer text; 1 for a single line.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>Letters that are wide enough: 2, 4, 5, 10 or 20; 0 for the whole width.</summary>
    public int Width { get; init; }

    /// <summary>Whether a reader goes on here.</summary>
    public bool HasFocus { get; init; }

    /// <summary>What to call numbers' keyboards by; empty for text.</summary>
    public string InputMode { get; init; } = "";
}
