namespace Benchmarking.Measures;

/// <summary>When in a contract's life a figure is returned.</summary>
public enum Stage
{
    /// <summary>In contracts awarded in the period.</summary>
    Committed = 1,
    /// <summary>Delivered and evidenced in the period.</summary>
    Delivered = 2,
    /// <summary>Of the organisation as it stands, such as a policy in force.</summary>
    Unstaged = 3,
}

/// <summary>Stages as words.</summary>
public static class Stages
{
    /// <summary>The word for a stage: <c>committed</c>, <c>delivered</c> or <c>unstaged</c>.</summary>
    public static string ToText(this Stage stage) => stage switch
    {
        Stage.Committed => "committed",
        Stage.Delivered => "delivered",
        Stage.Unstaged => "unstaged",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Not a stage."),
    };

    /// <summary>Reads a word for a stage in any case; nothing and <c>-</c> mean unstaged; null for any other text.</summary>
    public static Stage? TryParse(string? text) => (text ?? "").Trim().ToLowerInvariant() switch
    {
        "committed" => Stage.Committed,
        "delivered" => Stage.Delivered,
        "unstaged" or "" or "-" or "–" => Stage.Unstaged,
        _ => null,
    };

    /// <summary>The problem of a text that is not a stage.</summary>
    public static Problem Unknown(string? text, long line) =>
        new(line, "stage", ProblemReason.StageUnknown, $"{Problem.Quote(text)} is not a stage.",
            "Write committed, delivered, or unstaged for a measure of the organisation as it stands.");
}
