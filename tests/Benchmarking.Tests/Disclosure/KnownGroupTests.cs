using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Who knows a figure beforehand, after bodies have joined and parted.</summary>
public sealed class KnownGroupTests
{
    // A, B and C are members 0, 1 and 2; at each cut the letters that stand together are one group.
    [Theory]
    [InlineData("AB|C", "A|B|C", "A", 1, "A B")]
    [InlineData("AB|C", "A|B|C", "A", 2, "A")]
    [InlineData("A|B|C", "AB|C", "A", 1, "g0")]
    [InlineData("AB|C", "A|BC", "A", 1, "A g1")]
    [InlineData("AB|C", "A|BC", "C", 1, "g1")]
    [InlineData("AB|C|", "A|BC", "C", 2, "g1")]
    [InlineData("AB|C>A|BC", "A|B|C", "A", 1, "A B C")]
    [InlineData("AB|C>A|BC", "A|B|C", "A", 2, "A")]
    [InlineData("AB|C>A|BC", "A|B|C", "B", 2, "B C")]
    [InlineData("A|BC>AB|C", "A|B|C", "C", 1, "A B C")]
    [InlineData("A|BC>AB|C", "A|B|C", "C", 2, "C")]
    [InlineData("A|B|C>AB|C", "A|B|C", "A", 1, "A B")]
    [InlineData("AB|C>A|B|C", "A|B|C", "A", 2, "A")]
    [InlineData("AB|C", "B|C", "A", 1, "A B")]
    public void Whoever_is_together_with_it_from_its_cut_on_knows_a_figure(string earlier, string today, string whose, int since, string owned)
    {
        string[] cuts = earlier.Split('>');
        CutGroups[] groups = [.. cuts.Select((cut, index) => new CutGroups(index + 1, GroupMember.Of(Members(cut).Select(member => member.Organisation))))];
        ColumnEntry entry = Member(whose[0], null).Entry;
        // It is in all cuts from the one it was returned for.
        ImmutableArray<Vintage> history = [.. cuts.Select((_, index) => new Vintage(index + 1 >= since ? [entry] : [], []) { Edition = index + 1 })];
        CohortLattice lattice = CohortLattice.Of(Members(today).Select(member => member.Organisation), 2).After(groups);
        KnownGroups known = new(lattice, history);
        ImmutableArray<string> owners = known.OwnersOf(known.Put(entry), [.. history.Select(vintage => vintage with { Entries = [.. vintage.Entries.Select(known.Put)] })]);
        Assert.Equal(owned.Split(' '), owners.Select(owner => owner.StartsWith('m') ? ((char)('A' + int.Parse(owner[1..]))).ToString() : owner).Order(StringComparer.Ordinal));
        Assert.Equal(OwnerOf(whose[0], today), owners[0]);
    }

    [Fact]
    public void Cuts_with_the_same_groups_are_kept_once()
    {
        ImmutableArray<GroupMember> one = [new(new("a"), "g")], none = [];
        Assert.Equal([2, 4, 5], CutGroups.Changes([new(5, one), new(2, one), new(3, [.. one]), new(4, none)]).Select(cut => cut.Edition));
    }

    private static string OwnerOf(char letter, string cut) => Members(cut).Where(member => member.Number == letter - 'A').Select(member => member.Group).SingleOrDefault() ?? Member(letter, null).Entry.Organisation.Value;

    private static IEnumerable<SmallMember> Members(string cut) =>
        cut.Split('|', StringSplitOptions.RemoveEmptyEntries).SelectMany(letters => letters.Select(letter => Member(letter, letters.Length > 1 ? $"g{letters[0] - 'A'}" : null)));

    private static SmallMember Member(char letter, string? group) => new(letter - 'A', "a", "", "", 100, 1, group);
}
