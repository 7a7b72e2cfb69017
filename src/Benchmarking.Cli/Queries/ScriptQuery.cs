using Benchmarking.V1;

namespace Benchmarking.Cli.Queries;

/// <summary>A query of a script.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Name">What its file is called, without an ending.</param>
/// <param name="Request">What it asks for.</param>
internal sealed record ScriptQuery(int Line, string Name, QueryRequest Request);
