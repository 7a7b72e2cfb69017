using Benchmarking.Journal;

namespace Benchmarking.Grains.Serialisation;

/// <summary>An entry of the journal between silos: the bytes in which it is kept.</summary>
[GenerateSerializer]
internal readonly record struct JournalEntrySurrogate([property: Id(0)] byte[] Content);

[RegisterConverter]
internal sealed class JournalEntryConverter : IConverter<JournalEntry, JournalEntrySurrogate>
{
    public JournalEntry ConvertFromSurrogate(in JournalEntrySurrogate surrogate) =>
        JournalEncoding.TryDecode(surrogate.Content) ?? throw new FormatException("The bytes are no entry of the journal.");

    public JournalEntrySurrogate ConvertToSurrogate(in JournalEntry value) => new(JournalEncoding.Encode(value));
}
