using System.Collections.Frozen;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Json;

/// <summary>The comments of the protos, by the full name of what they are on. Descriptors of the running program have none: these are the build's own, kept in it.</summary>
internal sealed class ProtoComments
{
    private const string Resource = "protos.binpb";

    // Numbers of the lists within descriptor.proto, of which a location's path is made.
    private const int Messages = FileDescriptorProto.MessageTypeFieldNumber, Enums = FileDescriptorProto.EnumTypeFieldNumber, Services = FileDescriptorProto.ServiceFieldNumber;

    private readonly FrozenDictionary<string, string> _texts;

    private ProtoComments(FrozenDictionary<string, string> texts) => _texts = texts;

    /// <summary>Reads them.</summary>
    public static ProtoComments Read()
    {
        using Stream stream = typeof(ProtoComments).Assembly.GetManifestResourceStream(Resource)!;
        IEnumerable<FileDescriptorProto> own = FileDescriptorSet.Parser.ParseFrom(stream).File.Where(file => file.Package.StartsWith("benchmarking.", StringComparison.Ordinal));
        return new(own.SelectMany(Of).ToFrozenDictionary(pair => pair.Name, pair => pair.Text));
    }

    /// <summary>The comment on a message, field, enumeration, value, service or call; empty when there is none.</summary>
    public string this[string fullName] => _texts.GetValueOrDefault(fullName, "");

    private static IEnumerable<(string Name, string Text)> Of(FileDescriptorProto file)
    {
        Dictionary<string, string> names = [];
        Name(names, file.Package, "", Messages, file.MessageType, message => message.Name, Inside);
        Name(names, file.Package, "", Enums, file.EnumType, type => type.Name, Values);
        Name(names, file.Package, "", Services, file.Service, service => service.Name, (all, name, path, service) =>
            Name(all, name, path, ServiceDescriptorProto.MethodFieldNumber, service.Method, method => method.Name));
        return file.SourceCodeInfo.Location.Where(location => location.LeadingComments.Length > 0 && names.ContainsKey(PathOf(location.Path)))
            .Select(location => (names[PathOf(location.Path)], TextOf(location.LeadingComments)));
    }

    private static void Inside(Dictionary<string, string> names, string name, string path, DescriptorProto message)
    {
        Name(names, name, path, DescriptorProto.FieldFieldNumber, message.Field, field => field.Name);
        Name(names, name, path, DescriptorProto.NestedTypeFieldNumber, message.NestedType, nested => nested.Name, Inside);
        Name(names, name, path, DescriptorProto.EnumTypeFieldNumber, message.EnumType, type => type.Name, Values);
    }

    private static void Values(Dictionary<string, string> names, string name, string path, EnumDescriptorProto type) =>
        Name(names, name, path, EnumDescriptorProto.ValueFieldNumber, type.Value, value => value.Name);

    private static void Name<T>(
        Dictionary<string, string> names, string parent, string path, int list, RepeatedField<T> items, Func<T, string> nameOf, Action<Dictionary<string, string>, string, string, T>? inside = null)
    {
        foreach ((int index, T item) in items.Index())
        {
            (string name, string own) = ($"{parent}.{nameOf(item)}", $"{path}/{list}/{index}");
            names[own] = name;
            inside?.Invoke(names, name, own, item);
        }
    }

    private static string PathOf(IEnumerable<int> path) => string.Concat(path.Select(part => $"/{part}"));

    private static string TextOf(string comment) => string.Join(' ', comment.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
