using System.Text.Json;
using System.Text.RegularExpressions;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.House;
using Benchmarking.Testing;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>The container image that the runbook's command makes is what compose and Kubernetes run, and what is in it runs.</summary>
public sealed partial class ImageTests(PublishedImage image) : IClassFixture<PublishedImage>
{
    // What the base images for .NET have for .NET itself: the C and C++ libraries. Everything else a library needs must come with it.
    private static readonly string[] OfTheBaseImage = ["libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0", "librt.so.1", "libstdc++.so.6"];

    // What the program asks for by name; these bring the others.
    private static readonly string[] Loaded = ["google-ortools-native.so", "libe_sqlite3.so"];

    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    private static readonly string Platform = BaseImageRegistry.Architecture == "amd64" ? "linux-x64" : "linux-arm64";

    private string Program => Path.Combine(image.App, "Benchmarking.Server.dll");

    [Fact]
    public void It_starts_the_server_and_not_as_root()
    {
        Assert.Equal(["dotnet", "/app/Benchmarking.Server.dll"], Strings(image.Config.GetProperty("config").GetProperty("Entrypoint")));
        Assert.False(image.Config.GetProperty("config").TryGetProperty("Cmd", out _), "Words of compose's command would come after it.");
        Assert.Equal("/app/", image.Config.GetProperty("config").GetProperty("WorkingDir").GetString());
        Assert.Equal(BaseImageRegistry.User, image.Config.GetProperty("config").GetProperty("User").GetString());
        Assert.Equal(BaseImageRegistry.Architecture, image.Config.GetProperty("architecture").GetString());
    }

    [Fact]
    public void It_tells_each_port_that_is_deployed()
    {
        string[] told = [.. image.Config.GetProperty("config").GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name)];
        string[] deployed = [.. DeployFiles.Documents().SelectMany(document => DeployFiles.Under(document.Root, "containerPort")).Select(port => $"{port}/tcp")];
        Assert.Equal(3, deployed.Length);
        Assert.All(deployed, port => Assert.Contains(port, told));
    }

    [Fact]
    public void Its_tag_and_labels_are_those_of_this_version()
    {
        string version = typeof(ServerHost).Assembly.GetName().Version!.ToString(3);
        JsonElement labels = image.Config.GetProperty("config").GetProperty("Labels");
        Assert.Equal(version, image.Tag);
        Assert.Equal(version, labels.GetProperty("org.opencontainers.image.version").GetString());
        Assert.NotEqual("", labels.GetProperty("org.opencontainers.image.description").GetString());
        Assert.DoesNotContain(Repository.Root.FullName, image.Config.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_adds_the_program_to_its_base_image_and_nothing_else()
    {
        Assert.Equal([image.BaseLayer], image.Layers.SkipLast(1));
        Assert.Contains("/app/Benchmarking.Server.dll", image.Entries);
        Assert.All(image.Entries, entry => Assert.StartsWith("/app/", entry, StringComparison.Ordinal));
    }

    [Fact]
    public void It_has_the_native_libraries_of_its_platform_and_of_no_other()
    {
        string[] platforms = [.. Directory.EnumerateDirectories(Path.Combine(image.App, "runtimes")).Select(directory => Path.GetFileName(directory))];
        Assert.Equal([Platform], platforms);
        Assert.All(Loaded, library => Assert.Contains($"/app/runtimes/{Platform}/native/{library}", image.Entries));
    }

    [Fact]
    public async Task Each_native_library_that_the_program_loads_finds_in_it_what_it_needs()
    {
        string natives = Path.Combine(image.App, "runtimes", Platform, "native");
        string said = (await ProgramRun.OfAsync(new("ldd", Loaded.Select(library => Path.Combine(natives, library))))).Output;
        (string Name, string Path)[] needed = [.. Needed().Matches(said).Select(match => (match.Groups["name"].Value, match.Groups["path"].Value)).Distinct()];
        Assert.Contains(needed, library => library.Name == "libc.so.6");
        Assert.All(needed, library => Assert.True(OfTheBaseImage.Contains(library.Name) || library.Path.StartsWith(natives, StringComparison.Ordinal), $"{library}"));
    }

    [Fact]
    public void No_secret_is_in_it()
    {
        string[] endings = [.. image.Entries.Select(entry => Path.GetExtension(entry)).Distinct()];
        Assert.Empty(endings.Intersect([".pfx", ".p12", ".pem", ".key", ".crt", ".db", ".keys", ".env", ".user", ".cs"]));
        Assert.Equal(["/app/appsettings.json"], image.Entries.Where(entry => Path.GetFileName(entry).StartsWith("appsettings", StringComparison.Ordinal)));
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(image.App, "appsettings.json")), WithComments);
        string[] names = [.. NamesIn(settings.RootElement)];
        Assert.Contains("Benchmarking", names);
        Assert.DoesNotContain(names, name => Secret().IsMatch(name));
        Assert.DoesNotContain(Strings(image.Config.GetProperty("config").GetProperty("Env")), variable => Secret().IsMatch(variable));
    }

    [Fact]
    public async Task What_is_in_it_runs_cuts_and_says_that_it_is_well()
    {
        Assert.Contains("Settings (appsettings.json", await BuiltProgram.StartAt(Program, ["--help"], new Dictionary<string, string>()).EndAsync(), StringComparison.Ordinal);
        using TemporaryDirectory data = new();
        Dictionary<string, string> settings = new()
        {
            ["Benchmarking__Listen"] = "http://127.0.0.1:0",
            ["Benchmarking__WebListen"] = "http://127.0.0.1:0",
            ["Benchmarking__DataDirectory"] = data.Path,
        };
        await using BuiltProgram server = BuiltProgram.StartAt(Program, ["--sample"], settings);
        string said = await server.LineAsync("Benchmarking listens on");
        settings["Benchmarking__Listen"] = said.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));
        Assert.Contains("Serving", await BuiltProgram.StartAt(Program, ["health"], settings).EndAsync(), StringComparison.Ordinal);

        // The sample was cut with the image's own libraries, not with any of this machine's.
        string[] loaded = [.. File.ReadAllLines($"/proc/{server.ProcessId}/maps").Where(line => line.Contains("/runtimes/", StringComparison.Ordinal)).Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct()];
        Assert.All(loaded, path => Assert.StartsWith(image.App, path, StringComparison.Ordinal));
        Assert.Empty(Loaded.Except(loaded.Select(path => Path.GetFileName(path))));
        Assert.Equal(0, await server.TerminateAsync());
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetString()!)];

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind != JsonValueKind.Object ? []
        : element.EnumerateObject().SelectMany(property => NamesIn(property.Value).Prepend(property.Name));

    [GeneratedRegex(@"^\s+(?<name>\S+) => (?<path>.+?)( \(0x[0-9a-f]+\))?$", RegexOptions.Multiline)]
    private static partial Regex Needed();

    [GeneratedRegex("Password|Secret|Token|ConnectionString|Certificate|(^|[a-z])Key($|[A-Z=])")]
    private static partial Regex Secret();
}
