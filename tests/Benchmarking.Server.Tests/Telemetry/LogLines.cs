using System.Collections.Concurrent;
using Benchmarking.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Server.Tests.Telemetry;

/// <summary>A line that a server has logged.</summary>
internal sealed record LogLine(string Category, LogLevel Level, string Text, Exception? Exception);

/// <summary>What a running server logs from now on, at the levels of its settings.</summary>
internal sealed class LogLines : ILoggerProvider
{
    /// <summary>Settings of a server that logs nearly everything, and prints none of it.</summary>
    public static readonly string[] Talkative = ["--Logging:LogLevel:Default", "Debug", "--Logging:LogLevel:Benchmarking", "Debug", "--Logging:Console:LogLevel:Default", "None"];

    private readonly ConcurrentQueue<LogLine> _written = new();

    private LogLines()
    {
    }

    public IReadOnlyCollection<LogLine> Written => [.. _written];

    public static LogLines Of(TestServer server)
    {
        LogLines lines = new();
        server.Application.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        return lines;
    }

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _written);

    public void Dispose()
    {
        // What was written stays.
    }

    private sealed class Category(string name, ConcurrentQueue<LogLine> written) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            written.Enqueue(new(name, logLevel, formatter(state, exception), exception));
    }
}
