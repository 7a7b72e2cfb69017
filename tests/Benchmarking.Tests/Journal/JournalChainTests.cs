using System.Security.Cryptography;
using Benchmarking.Journal;

namespace Benchmarking.Tests.Journal;

/// <summary>Whoever changes, takes out or moves any entry is found out at it, or at the next.</summary>
public sealed class JournalChainTests
{
    private const int Length = 12;

    private static List<(byte[] Content, byte[] Hash)> NewChain()
    {
        List<(byte[] Content, byte[] Hash)> entries = [];
        for (int i = 1; i <= Length; i++)
        {
            byte[] content = JournalEncoding.Encode(new(i, DateTimeOffset.UnixEpoch, JournalKind.Begun, 0, JournalAction.Of($"keys/k{i}", "steward", "", "A/B")));
            entries.Add((content, SHA256.HashData([.. i == 1 ? new byte[32] : entries[^1].Hash, .. content])));
        }
        return entries;
    }

    private static (long Holding, string? Problem) Follow(IEnumerable<(byte[] Content, byte[] Hash)> entries)
    {
        JournalChain chain = new();
        string? problem = entries.Select(entry => chain.Follow(entry.Content, entry.Hash)).FirstOrDefault(found => found is not null);
        return (chain.Count, problem);
    }

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Length)];

    [Fact]
    public void A_chain_as_it_was_written_holds() => Assert.Equal((Length, null), Follow(NewChain()));

    [Theory, MemberData(nameof(Places))]
    public void An_entry_that_was_changed_is_found_at_its_place(int place)
    {
        List<(byte[] Content, byte[] Hash)> entries = NewChain();
        JournalEntry entry = JournalEncoding.TryDecode(entries[place].Content)!;
        entries[place] = (JournalEncoding.Encode(entry with { Time = entry.Time.AddTicks(1) }), entries[place].Hash);
        Assert.Equal(place, Follow(entries).Holding);
    }

    [Theory, MemberData(nameof(Places))]
    public void An_entry_that_was_changed_with_its_hash_is_found_at_the_next(int place)
    {
        List<(byte[] Content, byte[] Hash)> entries = NewChain();
        JournalEntry entry = JournalEncoding.TryDecode(entries[place].Content)!;
        byte[] content = JournalEncoding.Encode(entry with { Time = entry.Time.AddTicks(1) });
        entries[place] = (content, JournalChain.HashOf(place == 0 ? JournalChain.Root : entries[place - 1].Hash, content));
        (long holding, string? problem) = Follow(entries);
        // The last has no next: only its hash, noted elsewhere, tells.
        Assert.Equal((place + 1, place < Length - 1), (holding, problem is not null));
    }

    [Theory, MemberData(nameof(Places))]
    public void An_entry_that_was_taken_out_is_missed(int place)
    {
        List<(byte[] Content, byte[] Hash)> entries = NewChain();
        entries.RemoveAt(place);
        Assert.Equal((place, place < Length - 1), (Follow(entries).Holding, Follow(entries).Problem is not null));
    }

    [Theory, MemberData(nameof(Places))]
    public void Entries_that_changed_places_are_found(int place)
    {
        List<(byte[] Content, byte[] Hash)> entries = NewChain();
        int other = (place + 5) % Length;
        (entries[place], entries[other]) = (entries[other], entries[place]);
        Assert.Equal(Math.Min(place, other), Follow(entries).Holding);
    }

    [Theory, MemberData(nameof(Places))]
    public void An_entry_that_was_put_in_is_found(int place)
    {
        List<(byte[] Content, byte[] Hash)> entries = NewChain();
        entries.Insert(place, entries[place]);
        Assert.Equal((place + 1, true), (Follow(entries).Holding, Follow(entries).Problem is not null));
    }
}
