using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>
/// A registry that is read only and has one base image, made up: a layer with <c>/etc/passwd</c>, for this machine's architecture. It stands in for
/// the public one, which a test must not need. It speaks as much of the OCI distribution specification as pulling takes.
/// </summary>
internal sealed class BaseImageRegistry : IAsyncDisposable
{
    /// <summary>The base image's user, who is not root; the same number as in the images for .NET.</summary>
    public const string User = "1654";

    private const string Media = "application/vnd.oci.image.";
    private readonly WebApplication _application;
    private readonly Dictionary<string, (byte[] Bytes, string MediaType)> _blobs = [];

    private BaseImageRegistry(WebApplication application)
    {
        _application = application;
        (byte[] unpacked, byte[] layer) = MakeLayer();
        LayerDigest = Keep(layer, Media + "layer.v1.tar+gzip");
        object config = new
        {
            architecture = Architecture,
            os = "linux",
            config = new { User, Env = new[] { $"APP_UID={User}", "ASPNETCORE_HTTP_PORTS=8080" } },
            rootfs = new { type = "layers", diff_ids = new[] { DigestOf(unpacked) } },
            history = new[] { new { created_by = "made up by a test" } },
        };
        object manifest = new
        {
            schemaVersion = 2,
            mediaType = Media + "manifest.v1+json",
            config = Describe(Keep(config, Media + "config.v1+json")),
            layers = new[] { Describe(LayerDigest) },
        };
        (string digest, int size, string mediaType) = Find(Keep(manifest, Media + "manifest.v1+json"));
        object index = new
        {
            schemaVersion = 2,
            mediaType = Media + "index.v1+json",
            manifests = new[] { new { mediaType, size, digest, platform = new { architecture = Architecture, os = "linux" } } },
        };
        _blobs["1"] = (JsonSerializer.SerializeToUtf8Bytes(index), Media + "index.v1+json");
    }

    /// <summary>This machine's architecture, as images name it.</summary>
    public static string Architecture { get; } = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64 ? "amd64" : "arm64";

    /// <summary>The digest of its one layer.</summary>
    public string LayerDigest { get; }

    /// <summary>The name of its one image. The SDK needs no TLS for a registry on this machine.</summary>
    public string Image => $"localhost:{new Uri(_application.Urls.Single()).Port}/base:1";

    /// <summary>Starts it on a free port.</summary>
    public static async Task<BaseImageRegistry> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        BaseImageRegistry registry = new(application);
        foreach (string kind in (string[])["manifests", "blobs"])
            application.MapMethods($"/v2/base/{kind}/{{reference}}", [HttpMethods.Get, HttpMethods.Head], registry.Answer);
        await application.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private IResult Answer(string reference, HttpContext context)
    {
        if (!_blobs.TryGetValue(reference, out (byte[] Bytes, string MediaType) blob))
            return Results.NotFound();
        context.Response.Headers["Docker-Content-Digest"] = DigestOf(blob.Bytes);
        return Results.Bytes(blob.Bytes, blob.MediaType);
    }

    private string Keep(object value, string mediaType) => Keep(JsonSerializer.SerializeToUtf8Bytes(value), mediaType);

    private string Keep(byte[] bytes, string mediaType)
    {
        string digest = DigestOf(bytes);
        _blobs[digest] = (bytes, mediaType);
        return digest;
    }

    private (string Digest, int Size, string MediaType) Find(string digest) => (digest, _blobs[digest].Bytes.Length, _blobs[digest].MediaType);

    private object Describe(string digest) => Find(digest) is var (name, size, mediaType) ? new { mediaType, size, digest = name } : throw new InvalidOperationException();

    private static (byte[] Unpacked, byte[] Packed) MakeLayer()
    {
        using MemoryStream unpacked = new();
        using (TarWriter writer = new(unpacked, TarEntryFormat.Pax, leaveOpen: true))
        {
            byte[] users = Encoding.UTF8.GetBytes($"root:x:0:0:root:/root:/bin/false\napp:x:{User}:{User}::/:/bin/false\n");
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/passwd") { DataStream = new MemoryStream(users) });
        }
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(unpacked.ToArray());
        return (unpacked.ToArray(), packed.ToArray());
    }

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
