using System.Xml.Linq;
using Benchmarking.Server.Hosting;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Benchmarking.Server.Web.Sessions;

/// <summary>
/// Where the keys are kept that encrypt sessions' cookies: beside the figures, in a directory that is the server's alone. It is made when it
/// is first needed, and never readable to others: the store finds its own directory as it wants it, whichever comes first.
/// </summary>
internal sealed class SessionKeys(BenchmarkingOptions options, ILoggerFactory loggers) : IXmlRepository
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What cannot be made now may be later: a failure is not kept.
    private readonly Lazy<FileSystemXmlRepository> _files = new(() => Open(options.DataDirectory, loggers), LazyThreadSafetyMode.PublicationOnly);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => _files.Value.GetAllElements();

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => _files.Value.StoreElement(element, friendlyName);

    private static FileSystemXmlRepository Open(string dataDirectory, ILoggerFactory loggers)
    {
        string data = Path.GetFullPath(dataDirectory), sessions = Path.Combine(data, "sessions");
        foreach (string path in (string[])[data, sessions])
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnly);
        }
        return new(new(sessions), loggers);
    }
}
