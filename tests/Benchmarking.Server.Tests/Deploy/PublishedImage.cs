using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.House;
using Benchmarking.Testing;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>The container image of this build, made by the runbook's command on a made-up base image, and unpacked. Nothing is built anew.</summary>
public sealed class PublishedImage : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private JsonElement _manifest;

    /// <summary>The program's directory, as the image has it.</summary>
    public string App => Path.Combine(_directory.Path, "app-layer", "app");

    /// <summary>The tag that the image was given.</summary>
    public string Tag { get; private set; } = "";

    /// <summary>How it is to be run, for whom, with what beside.</summary>
    public JsonElement Config { get; private set; }

    /// <summary>The digests of its layers.</summary>
    public IReadOnlyList<string> Layers => [.. _manifest.GetProperty("layers").EnumerateArray().Select(DigestOf)];

    /// <summary>The digest of the base image's layer.</summary>
    public string BaseLayer { get; private set; } = "";

    /// <summary>The entries of the layer that the build added, as they are named in the image.</summary>
    public IReadOnlyList<string> Entries { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using (BaseImageRegistry registry = await BaseImageRegistry.StartAsync())
        {
            BaseLayer = registry.LayerDigest;
            await PublishAsync(registry.Image);
        }
        string archive = Under("archive");
        await TarFile.ExtractToDirectoryAsync(Under("image.tar"), Directory.CreateDirectory(archive).FullName, overwriteFiles: false, TestContext.Current.CancellationToken);
        JsonElement image = Read(Path.Combine(archive, "index.json")).GetProperty("manifests").EnumerateArray().Single();
        Tag = image.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name").GetString()!;
        _manifest = Read(BlobOf(DigestOf(image)));
        Config = Read(BlobOf(DigestOf(_manifest.GetProperty("config"))));
        await UnpackAsync(BlobOf(Layers[^1]));
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    // The command of the runbook, told where things are. What it writes stays in this directory, and it leaves no process behind.
    private async Task PublishAsync(string baseImage)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string command = DeployFiles.Inline.Single(line => line.Contains("-t:PublishContainer", StringComparison.Ordinal)).Replace("-c Release", $"-c {configuration}", StringComparison.Ordinal);
        ProcessStartInfo start = new("dotnet", command.Split(' ').Skip(1))
        {
            WorkingDirectory = Repository.Root.FullName,
            ArgumentList =
            {
                "--no-build", "-nodeReuse:false", "-maxCpuCount:1",
                $"-p:ContainerBaseImage={baseImage}", $"-p:PublishDir={Under("publish")}/", $"-p:ContainerArchiveOutputPath={Under("image.tar")}",
            },
        };
        (start.Environment["TMPDIR"], start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"]) = (Directory.CreateDirectory(Under("scratch")).FullName, "0");
        await ProgramRun.OutputOfAsync(start);
    }

    private async Task UnpackAsync(string layer)
    {
        string directory = Directory.CreateDirectory(Under("app-layer")).FullName;
        await using (GZipStream entries = new(File.OpenRead(layer), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(entries, directory, overwriteFiles: false, TestContext.Current.CancellationToken);
        Entries = [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(file => file[directory.Length..])];
    }

    // A blob's name is the digest of its bytes.
    private string BlobOf(string digest)
    {
        string path = Under(Path.Combine("archive", "blobs", digest.Replace(':', '/')));
        using FileStream blob = File.OpenRead(path);
        Assert.Equal(digest, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(blob))}");
        return path;
    }

    private string Under(string name) => Path.Combine(_directory.Path, name);

    private static JsonElement Read(string path) => JsonElement.Parse(File.ReadAllBytes(path));

    private static string DigestOf(JsonElement described) => described.GetProperty("digest").GetString()!;
}
