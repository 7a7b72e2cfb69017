using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// One figure that the attacker does not know: what an organisation returned, in one version. All is said as a change from the truth,
/// which is what an attacker who is given everything published cannot tell from it.
/// </summary>
/// <param name="Owner">Whose it is: insiders know every figure of their own. Control groups are one owner.</param>
/// <param name="Weight">Its weight w in weighted sums, above 0.</param>
/// <param name="Fall">How far it may fall before it leaves its plausible bounds; 0 or more.</param>
/// <param name="Rise">How far it may rise; 0 or more, perhaps infinite.</param>
/// <param name="IsWhole">Whether it is a whole number, as an answer is: half a yes is no possible world.</param>
/// <param name="Others">Who knows it besides: bodies that were one with its owner once, and are no more. Null, as most often, when nobody does.</param>
internal readonly record struct Unknown(int Owner, double Weight, double Fall, double Rise, bool IsWhole = false, int[]? Others = null)
{
    /// <summary>Whether one of some owners knows it.</summary>
    public bool IsKnownToAny(IReadOnlySet<int> owners) => owners.Contains(Owner) || (Others is not null && Array.Exists(Others, owners.Contains));
}

/// <summary>A sum that is published: of figures, or of weighted figures.</summary>
/// <param name="Unknowns">What is summed, ascending.</param>
/// <param name="IsWeighted">Whether each figure is multiplied by its weight.</param>
/// <param name="Fall">How far the sum may be lower than it is and still be published as it is; 0 when it is published exactly.</param>
/// <param name="Rise">How far it may be higher.</param>
internal sealed record PublishedSum(int[] Unknowns, bool IsWeighted, double Fall, double Rise)
{
    /// <summary>Whether its value itself is published.</summary>
    public bool IsExact => Fall == 0 && Rise == 0;
}

/// <summary>
/// Something that must stay uncertain: a linear function of the unknowns must be able to move by a protection level in one direction,
/// whatever any coalition of insiders outside its owner knows.
/// </summary>
/// <param name="Terms">The function: unknowns with their coefficients, ascending.</param>
/// <param name="IsUpward">Whether it must be able to rise, or to fall.</param>
/// <param name="Level">The protection level, above 0.</param>
/// <param name="Owner">Whose figure it is; -1 for a cell's total.</param>
/// <param name="Coalition">Most insiders it is protected against.</param>
/// <param name="Others">Who knows some of it besides its owner, and to whom the rest is another figure with a goal of its own; null when nobody does.</param>
internal sealed record ProtectionGoal(ImmutableArray<Term> Terms, bool IsUpward, double Level, int Owner, int Coalition, int[]? Others = null)
{
    /// <summary>Whether an owner knows it beforehand, and is none of those whom it is protected against.</summary>
    public bool IsOf(int owner) => owner == Owner || (Others is not null && Array.IndexOf(Others, owner) >= 0);
}

/// <summary>An unknown times a coefficient.</summary>
internal readonly record struct Term(int Unknown, double Coefficient);
