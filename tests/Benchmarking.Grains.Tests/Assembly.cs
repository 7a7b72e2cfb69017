using Benchmarking.Grains.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgresServer))]
