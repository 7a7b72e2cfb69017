namespace Benchmarking.Disclosure;

/// <summary>
/// Test-only: which defences are switched on. A test switches one off to show that its attack bites. Nothing reads it from a file.
/// </summary>
[Flags]
internal enum Defences
{
    /// <summary>None: every cell is published as it is.</summary>
    None = 0,
    /// <summary>The threshold rule.</summary>
    Threshold = 1 << 0,
    /// <summary>The share rule.</summary>
    Share = 1 << 1,
    /// <summary>The precision rule, for amounts, rates and percentages.</summary>
    Precision = 1 << 2,
    /// <summary>The tails and runs of published quantiles.</summary>
    Quantile = 1 << 3,
    /// <summary>The tails of published proportions.</summary>
    Proportion = 1 << 4,
    /// <summary>The residual rule: withheld cells of an equation pass the primary rules together.</summary>
    Residual = 1 << 5,
    /// <summary>The attacker programmes, with the repair that follows from them.</summary>
    AttackerProgrammes = 1 << 6,
    /// <summary>The difference rule between editions of a period.</summary>
    Difference = 1 << 7,
    /// <summary>Counting bodies under common control once, and unverified ones not at all.</summary>
    ControlGroups = 1 << 8,
    /// <summary>All of them, as everywhere but in such a test.</summary>
    All = Threshold | Share | Precision | Quantile | Proportion | Residual | AttackerProgrammes | Difference | ControlGroups,
}
