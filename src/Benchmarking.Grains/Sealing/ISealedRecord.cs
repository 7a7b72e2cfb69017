namespace Benchmarking.Grains.Sealing;

/// <summary>
/// A record with figures from before disclosure control in it: the store gets it encrypted, under the key of whom or what it belongs to.
/// A test finds records that hold such figures and lack this.
/// </summary>
internal interface ISealedRecord;
