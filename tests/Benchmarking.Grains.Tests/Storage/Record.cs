namespace Benchmarking.Grains.Tests.Storage;

/// <summary>The state the storage tests write.</summary>
[GenerateSerializer, Alias("benchmarking.tests.record")]
public sealed class Record
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public byte[] Bytes { get; set; } = [];
}
