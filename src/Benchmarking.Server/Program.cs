using Benchmarking.Server.Hosting;

return await ServerProgram.RunAsync(args, Console.Out, Console.Error);
