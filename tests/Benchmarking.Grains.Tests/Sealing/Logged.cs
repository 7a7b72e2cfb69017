using Benchmarking.Grains.Sealing;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>What the check of the keys logs.</summary>
internal sealed class Logged : ILogger<KeyCheck>
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));
}
