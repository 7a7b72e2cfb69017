using Benchmarking.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
