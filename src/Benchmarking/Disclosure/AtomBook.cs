using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// The atoms beneath the cohorts of a table: contributions of equal membership, in today's edition and in earlier ones. A cohort that was told in one edition and is
/// none of another's divides the atoms of both: what it has beside a cohort of the other edition is an atom of the two together, and of neither alone.
/// </summary>
internal sealed class AtomBook
{
    private readonly TableInput _input;
    private readonly ImmutableArray<HashSet<OrganisationId>> _dividers;

    /// <summary>Finds the atoms of a table.</summary>
    /// <param name="input">The table.</param>
    /// <param name="lattice">The lattice.</param>
    public AtomBook(TableInput input, CohortLattice lattice)
    {
        _input = input;
        string[] membership = new string[input.Entries.Length];
        for (int cohort = 0; cohort < input.Members.Length; cohort++)
        {
            foreach (int index in input.Members[cohort])
                membership[index] += $"{cohort},";
        }
        Dictionary<string, int> numbers = [];
        foreach (string? cohorts in membership)
            numbers.TryAdd(cohorts ?? "", numbers.Count);
        Today = [.. membership.Select(cohorts => numbers[cohorts ?? ""])];
        _dividers = input.History.IsEmpty ? [] : [.. Dividers(input, lattice)];
    }

    /// <summary>For each contribution of today, the number of its atom.</summary>
    public ImmutableArray<int> Today { get; }

    /// <summary>Today's atoms, each the positions of its contributions.</summary>
    public IEnumerable<ImmutableArray<int>> OfToday() => Divide(Today, _input.Entries);

    /// <summary>The atoms of an earlier edition, each the positions of its contributions there; none where an earlier version of the platform did not keep them.</summary>
    public IEnumerable<ImmutableArray<int>> Of(Vintage vintage) => Divide(vintage.Atoms, vintage.Entries);

    // Crosses are the same in every edition; a declared cohort is there in some.
    private static IEnumerable<HashSet<OrganisationId>> Dividers(TableInput input, CohortLattice lattice)
    {
        HashSet<string> crosses = [.. lattice.Cohorts.Take(lattice.CrossCount).Select(cohort => cohort.Text)];
        IEnumerable<HashSet<OrganisationId>> earlier =
            from vintage in input.History
            from shown in vintage.Shown
            where shown.Status != CellStatus.Withheld && !crosses.Contains(shown.Cohort)
            select shown.Entries.Select(index => vintage.Entries[index].Organisation).ToHashSet();
        return earlier.Concat(input.Members.Skip(lattice.CrossCount).Select(members => members.Select(index => input.Entries[index].Organisation).ToHashSet()));
    }

    private IEnumerable<ImmutableArray<int>> Divide(ImmutableArray<int> atoms, ImmutableArray<ColumnEntry> entries) =>
        Enumerable.Range(0, atoms.Length).GroupBy(index => (atoms[index], Side(entries[index].Organisation))).Select(atom => atom.ToImmutableArray());

    // In which of the cohorts that divide it an organisation is.
    private string Side(OrganisationId organisation) => string.Concat(_dividers.Select(members => members.Contains(organisation) ? '1' : '0'));
}
