global using static System.FormattableString;
global using static Benchmarking.Cli.Output.Culture;
