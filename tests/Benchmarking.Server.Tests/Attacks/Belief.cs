namespace Benchmarking.Server.Tests.Attacks;

/// <summary>What an attacker believes, for the harness to judge.</summary>
/// <param name="Edition">The edition whose figures it is about.</param>
public abstract record Belief(int Edition);

/// <summary>A member's figure lies between two ends.</summary>
public sealed record FigureBelief(string Member, int Edition, double Lower, double Upper) : Belief(Edition);

/// <summary>What a member's figure changed by since an earlier edition lies between two ends.</summary>
public sealed record ChangeBelief(string Member, int Since, int Edition, double Lower, double Upper) : Belief(Edition);

/// <summary>The figures of a cohort of which the edition tells nothing add up to exactly this.</summary>
public sealed record TotalBelief(string Cohort, int Edition, double Total) : Belief(Edition);
