using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Benchmarking.Disclosure;
using Benchmarking.Grains;
using Benchmarking.Grains.Keys;

namespace Benchmarking.Server.Tests.House;

/// <summary>The valve in types: the reading side cannot name what is not yet protected.</summary>
public sealed class ValveTests
{
    private static readonly Assembly Domain = typeof(Outcome).Assembly;
    private static readonly Assembly Grains = typeof(PlatformExtensions).Assembly;

    // Types of an organisation's own lines and figures.
    private static readonly Type[] Raw =
        [typeof(Benchmarking.Returns.Return), typeof(Benchmarking.Returns.ReturnLine), typeof(Benchmarking.Returns.OwnFigure), typeof(Benchmarking.Returns.ReturnRevision)];

    // The rules' parameters are no secret and nobody's figure: the host reads their file and hands them to the grains.
    private static readonly Type[] Parameters = [typeof(DisclosurePolicy), typeof(DisclosurePolicyFile)];

    // What a steward may see of disclosure control beside them: counts and intervals, and no figure.
    private static readonly Type[] Shown = [.. Parameters, typeof(TableAudit)];

    [Theory]
    [InlineData("Benchmarking.Server.dll")]
    [InlineData("Benchmarking.Client.dll")]
    [InlineData("Benchmarking.Protos.dll")]
    public void A_reading_assembly_names_nothing_unprotected(string assembly)
    {
        HashSet<string> hidden = [.. ((Assembly[])[Domain, Grains]).SelectMany(source => source.GetTypes()).Where(type => !type.IsVisible).Select(type => type.FullName!)];
        Assert.Contains("Benchmarking.Returns.Contribution", hidden);
        Assert.Contains("Benchmarking.Grains.Returns.IReturnGrain", hidden);
        using PEReader file = new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly)));
        string[] named = [.. NamedTypes(file.GetMetadataReader())];
        Assert.DoesNotContain(named.Except(assembly == "Benchmarking.Server.dll" ? Shown.Select(type => type.FullName!) : []),
            name => hidden.Contains(name) || name.StartsWith("Benchmarking.Disclosure.", StringComparison.Ordinal));
        // The scan sees what is there: the server does name its gateways.
        Assert.Equal(assembly == "Benchmarking.Server.dll", named.Contains("Benchmarking.Grains.Returns.ReturnGateway"));
    }

    [Theory]
    [InlineData("Benchmarking.Client.dll")]
    [InlineData("Benchmarking.Protos.dll")]
    public void What_members_install_holds_nothing_of_the_inside(string assembly)
    {
        using PEReader file = new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly)));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        Assert.Empty(references.Intersect(["Benchmarking", "Benchmarking.Grains", "Benchmarking.Server"]));
    }

    [Fact]
    public void No_public_member_of_the_grains_exposes_a_contribution_or_disclosure_control()
    {
        foreach ((MemberInfo member, Type[] types) in PublicSignatures())
        {
            Assert.DoesNotContain(types.SelectMany(Reachable), type =>
                (type.Namespace == "Benchmarking.Disclosure" && !Shown.Contains(type)) || (!type.IsVisible && type.Assembly == Domain) || type.Name.Contains("Contribution", StringComparison.Ordinal) ? Fail(member, type) : false);
        }
    }

    [Fact]
    public void Whoever_reads_a_line_or_an_own_figure_shows_that_the_organisation_is_its_own()
    {
        int readers = 0;
        foreach (MethodInfo method in PublicTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)))
        {
            if (!Reachable(method.ReturnType).Intersect(Raw).Any())
                continue;
            readers++;
            Assert.True(method.GetParameters().Any(parameter => parameter.ParameterType == typeof(OwnOrganisation)), $"{method.DeclaringType}.{method.Name}");
        }
        // GetAsync, ListRevisionsAsync, OwnFiguresAsync and WriteAsync of the return gateway.
        Assert.Equal(4, readers);
    }

    [Fact]
    public void Whoever_reads_or_changes_a_draft_shows_that_the_body_is_its_own()
    {
        Type[] drafts = [typeof(Benchmarking.Releases.ReleaseDraft), typeof(Benchmarking.Grains.Releases.OwnRelease)];
        MethodInfo[] methods = [.. PublicTypes().Where(type => !drafts.Contains(type)).SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => Reachable(method.ReturnType).Intersect(drafts).Any() || method.DeclaringType == typeof(Benchmarking.Grains.Releases.DraftGateway))];
        Assert.Equal(10, methods.Length);
        Assert.All(methods, method => Assert.Equal(typeof(OwnBody), method.GetParameters()[0].ParameterType));
        // Nor does what everyone may ask know what is to come.
        Assert.False(typeof(Benchmarking.Releases.Release).Assembly.GetType("Benchmarking.Releases.ReleaseLife")!.IsVisible);
    }

    [Fact]
    public void Only_the_key_ring_makes_callers()
    {
        Assert.Empty(typeof(OwnOrganisation).GetConstructors());
        Assert.Empty(typeof(Caller).GetConstructors());
        Assert.Empty(typeof(OwnBody).GetConstructors());
        // Nor can one be copied with another organisation in it, or derived from.
        foreach (Type type in (Type[])[typeof(OwnOrganisation), typeof(OwnBody), typeof(Caller)])
        {
            Assert.True(type.IsSealed);
            Assert.DoesNotContain(type.GetProperties(), property => property.SetMethod is { IsPublic: true });
            Assert.Null(type.GetMethod("<Clone>$"));
        }
    }

    [Fact]
    public void Every_grain_interface_is_internal()
    {
        Type[] interfaces = [.. Grains.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))];
        Assert.True(interfaces.Length >= 8);
        Assert.All(interfaces, type => Assert.False(type.IsVisible, type.FullName));
        Assert.All(Grains.GetTypes().Where(type => typeof(Grain).IsAssignableFrom(type)), type => Assert.False(type.IsVisible, type.FullName));
    }

    private static IEnumerable<string> NamedTypes(MetadataReader metadata)
    {
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
            yield return NameOf(metadata, handle);
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            EntityHandle parent = metadata.GetMemberReference(handle).Parent;
            if (parent.Kind == HandleKind.TypeReference)
                yield return NameOf(metadata, (TypeReferenceHandle)parent);
        }
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    // Orleans generates serialisers beside the types; what they serialise is looked at itself.
    private static IEnumerable<Type> PublicTypes() => Grains.GetExportedTypes().Where(type => type.Namespace!.StartsWith("Benchmarking.", StringComparison.Ordinal));

    private static IEnumerable<(MemberInfo, Type[])> PublicSignatures()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (Type type in PublicTypes())
        {
            foreach (MethodBase method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
                yield return (method, [.. method.GetParameters().Select(parameter => parameter.ParameterType), (method as MethodInfo)?.ReturnType ?? typeof(void)]);
            foreach (FieldInfo field in type.GetFields(All))
                yield return (field, [field.FieldType]);
        }
    }

    // A type, its arguments, and what its public properties lead to within the platform.
    private static HashSet<Type> Reachable(Type start)
    {
        HashSet<Type> seen = [];
        Stack<Type> open = new([start]);
        while (open.TryPop(out Type? type))
        {
            if (!seen.Add(type))
                continue;
            foreach (Type argument in type.GetGenericArguments().Concat(type.HasElementType ? [type.GetElementType()!] : []))
                open.Push(argument);
            if (type.Assembly != Domain && type.Assembly != Grains)
                continue;
            foreach (PropertyInfo property in type.GetProperties())
                open.Push(property.PropertyType);
        }
        return seen;
    }

    private static bool Fail(MemberInfo member, Type type)
    {
        Assert.Fail($"{member.DeclaringType}.{member.Name} leads to {type}.");
        return true;
    }
}
