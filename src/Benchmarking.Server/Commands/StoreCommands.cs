namespace Benchmarking.Server.Commands;

/// <summary>What the program does instead of serving, mostly with a store: the first argument names it, and settings follow.</summary>
internal static class StoreCommands
{
    /// <summary>The command that the arguments name, or null when they start the server.</summary>
    public static Func<TextWriter, Task<int>>? Find(string[] args) => args switch
    {
        ["health", .. var settings] => output => HealthCommand.RunAsync(settings, output),
        ["migrate", .. var settings] => output => MigrateCommand.RunAsync(settings, output),
        ["rewrap", .. var settings] => output => RewrapCommand.RunAsync(settings, output),
        ["export", var file, .. var settings] when IsFile(file) => output => TransferCommands.ExportAsync(file, settings, output),
        ["import", var file, .. var settings] when IsFile(file) => output => TransferCommands.ImportAsync(file, settings, output),
        ["backup", var file, .. var settings] when IsFile(file) => output => BackupCommands.BackupAsync(file, settings, output),
        ["restore", var file, .. var settings] when IsFile(file) => output => BackupCommands.RestoreAsync(file, settings, output),
        [var verb, ..] when !verb.StartsWith('-') => throw new Hosting.SettingsException(
            $"\"{verb}\" is not a command, or lacks its file. Write health, migrate, rewrap, export FILE, import FILE, backup FILE or restore FILE with settings after it; --help lists them all."),
        _ => null,
    };

    private static bool IsFile(string text) => text.Length > 0 && !text.StartsWith('-');
}
