using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Benchmarking.Testing;

namespace Benchmarking.Cli.Tests.Readme;

/// <summary>The packages that others reference, as `dotnet pack` makes them of this build.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pack").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("Benchmarking.Client", new[] { "Benchmarking.Protos", "Google.Api.CommonProtos", "Google.Protobuf", "Grpc.Core.Api", "Grpc.Net.Client", "Grpc.StatusProto" }, true)]
    [InlineData("Benchmarking.Protos", new[] { "Google.Api.CommonProtos", "Google.Protobuf", "Grpc.Core.Api" }, false)]
    public async Task A_package_says_what_it_is_needs_no_more_than_it_must_and_is_documented(string project, string[] dependencies, bool hasReadme)
    {
        await PackAsync(project);
        await using ZipArchive package = await ZipFile.OpenReadAsync(Directory.GetFiles(_directory, "*.nupkg").Single(), TestContext.Current.CancellationToken);
        XElement told = (await ReadAsync(package, $"{project}.nuspec")).Root!;
        string Text(string name) => told.Descendants().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        Assert.Equal((project, hasReadme ? "README.md" : ""), (Text("id"), Text("readme")));
        Assert.All(["description", "tags", "authors", "version"], name => Assert.NotEqual("", Text(name)));
        Assert.DoesNotContain("Package Description", Text("description"), StringComparison.Ordinal);
        Assert.Equal(dependencies, told.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{project}.dll"));
        Assert.Equal(hasReadme, package.GetEntry("README.md") is not null);
        XDocument documentation = await ReadAsync(package, $"lib/net10.0/{project}.xml");
        Assert.True(documentation.Descendants("member").Count() > 40);
    }

    private static async Task<XDocument> ReadAsync(ZipArchive package, string name)
    {
        await using Stream stream = await package.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken);
        return await XDocument.LoadAsync(stream, LoadOptions.None, TestContext.Current.CancellationToken);
    }

    private async Task PackAsync(string project)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        ProcessStartInfo start = new("dotnet", ["pack", Path.Combine("src", project), "-c", configuration, "--no-build", "-o", _directory, "-nodeReuse:false"]) { WorkingDirectory = BuiltProgram.Root };
        await ProgramRun.OutputOfAsync(start);
    }
}
