namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Attacks that are all made through one door.</summary>
public abstract class AttackTests(AttackServers servers, Door door)
{
    /// <summary>Makes a sector to attack, and takes in its returns.</summary>
    /// <param name="off">Defences that its server does without.</param>
    /// <param name="kind"><c>percentage</c>, <c>amount</c> or <c>yes-no</c>.</param>
    /// <param name="members">The members, with their figures.</param>
    /// <param name="decimals">Decimals of the measure's quantiles.</param>
    protected Task<AttackedSector> MakeAsync(Off off, string kind, IEnumerable<Member> members, int decimals = 2) =>
        AttackedSector.MakeAsync(servers, door, off, kind, members, decimals);
}
