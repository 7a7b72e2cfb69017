using Benchmarking.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]
