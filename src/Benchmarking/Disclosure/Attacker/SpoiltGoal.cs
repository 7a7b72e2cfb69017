using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// A goal that what earlier editions told has broken, against the coalition that can: bodies have come under common control since, or the policy has
/// become stricter. Nothing brings it back; what was left of it then must be left of it now.
/// </summary>
/// <param name="goal">Position of the goal.</param>
/// <param name="coalition">The insiders who can bound it more tightly than its protection level.</param>
/// <param name="left">The goal with the level that was left of it.</param>
/// <param name="last">The witness of what was left.</param>
internal sealed class SpoiltGoal(int goal, ImmutableArray<int> coalition, ProtectionGoal left, Witness last)
{
    private readonly HashSet<int> _coalition = [.. coalition];

    /// <summary>Whether what was left is left, under what is published now; if not, the breach.</summary>
    /// <param name="programme">The programme that seeks another witness.</param>
    /// <param name="system">The attacker's system.</param>
    public Breach? FindBreach(AttackerProgramme programme, AttackerSystem system)
    {
        if (last.Answers(left, system))
            return null;
        ProgrammeResult result = programme.Solve(left, _coalition);
        last = result.Witness ?? last;
        return result.Witness is null ? new(goal, coalition, result.Prices) { Spoilt = this } : null;
    }
}
