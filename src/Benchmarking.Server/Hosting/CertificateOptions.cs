namespace Benchmarking.Server.Hosting;

/// <summary>A certificate that is taken beside the one in use, while one takes the other's place.</summary>
public sealed class CertificateOptions
{
    /// <summary>The file; empty for none, so that an entry can be emptied where it cannot be taken out.</summary>
    public string File { get; set; } = "";

    /// <summary>Its password, if it has one.</summary>
    public string Password { get; set; } = "";
}
