using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarking.Testing;

/// <summary>A program of this build, run as a process of its own, with everything it prints.</summary>
internal sealed class BuiltProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private bool _isDisposed;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BuiltProgram(string path, string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        start.ArgumentList.Add(path);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Root { get; } = FindRoot();

    public IReadOnlyCollection<string> Lines => [.. _lines];

    private event Action<string>? Printed;

    /// <summary>Its process, while it runs.</summary>
    public int ProcessId => _process.Id;

    public static BuiltProgram Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        new(PathOf(assembly), Root, arguments, environment);

    /// <summary>Starts a program that lies elsewhere, from its own directory.</summary>
    public static BuiltProgram StartAt(string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        new(path, Path.GetDirectoryName(path)!, arguments, environment);

    /// <summary>Runs to the end; fails with what was printed when the exit code is not 0.</summary>
    public static Task<string> RunAsync(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Start(assembly, arguments, environment).EndAsync();

    /// <summary>Waits for its end; fails with what was printed when the exit code is not 0.</summary>
    public async Task<string> EndAsync()
    {
        await using BuiltProgram program = this;
        await program._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string printed = string.Join('\n', program.Lines);
        Assert.True(program._process.ExitCode == 0, $"exit {program._process.ExitCode}: {printed}");
        return printed;
    }

    /// <summary>Waits for a line that contains a text.</summary>
    public async Task<string> LineAsync(string text)
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Printed += line =>
        {
            if (line.Contains(text, StringComparison.Ordinal)) found.TrySetResult(line);
        };
        if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } already) found.TrySetResult(already);
        await Task.WhenAny(found.Task, _exited.Task).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.True(found.Task.IsCompleted, $"It ended without \"{text}\": {string.Join('\n', Lines)}");
        return await found.Task;
    }

    /// <summary>Ends it as a service manager does, by SIGTERM, and waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Receive(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        Printed?.Invoke(line);
    }

    // artifacts/bin/{project}/{configuration}, the same configuration as these tests'.
    private static string PathOf(string assembly)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(Root, "artifacts", "bin", assembly, configuration, assembly + ".dll");
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Benchmarking.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("Benchmarking.sln is not above the tests.");
    }
}
