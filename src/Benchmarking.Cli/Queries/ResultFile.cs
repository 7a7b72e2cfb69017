namespace Benchmarking.Cli.Queries;

/// <summary>The one file that the rows of a query go to. It is there whole or not at all.</summary>
internal static class ResultFile
{
    private const string Unfinished = ".part";

    /// <summary>Writes the file, or leaves what was there when the writing fails.</summary>
    /// <param name="path">Where.</param>
    /// <param name="isForced">Whether one that is there already is overwritten.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="RefusalException">There is one already, or it cannot be written.</exception>
    public static async Task WriteAsync(string path, bool isForced, Func<Stream, Task> write)
    {
        if (!isForced && Path.Exists(path))
            throw new RefusalException(ExitCode.WrongState, $"Nothing was written: {path} is there already.", "Overwrite it with --force, or name another --file.");
        try
        {
            await using (var output = File.Create(path + Unfinished)) await write(output);
            File.Move(path + Unfinished, path, overwrite: isForced);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException(ExitCode.BadInput, $"{path} cannot be written: {refused.Message}", "Name another --file.", cause: refused);
        }
        finally
        {
            // In a folder that is not there this would be an error of its own.
            if (File.Exists(path + Unfinished)) File.Delete(path + Unfinished);
        }
    }
}
