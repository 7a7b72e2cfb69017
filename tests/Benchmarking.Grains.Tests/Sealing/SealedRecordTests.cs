using System.Reflection;
using Benchmarking.Disclosure;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Sealing;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>Whatever record holds figures from before disclosure control is sealed, one that is added tomorrow too.</summary>
public sealed class SealedRecordTests
{
    private static readonly Assembly[] Ours = [typeof(PlatformExtensions).Assembly, typeof(Return).Assembly];
    private static readonly Type[] Raw = [typeof(ReturnLine), typeof(Return), typeof(OwnFigure), typeof(Contribution), typeof(ColumnEntry), typeof(ReturnRevision), typeof(RevisionEntry)];

    [Fact]
    public void Every_record_that_holds_a_line_a_contribution_or_an_own_figure_is_sealed_and_no_other()
    {
        Type[] records = [.. Ours[0].GetTypes().SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType).Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>))
            .Select(type => type.GenericTypeArguments[0]).Distinct()];
        Assert.Contains(typeof(ReturnRecord), records);
        Assert.Contains(typeof(VintageRecord), records);
        Assert.All(records, record => Assert.True(Reaches(record, []) == record.IsAssignableTo(typeof(ISealedRecord)), record.FullName));
    }

    private static bool Reaches(Type type, HashSet<Type> seen) => seen.Add(type) && (Raw.Contains(type)
        || type.GenericTypeArguments.Any(argument => Reaches(argument, seen))
        || (type.HasElementType && Reaches(type.GetElementType()!, seen))
        || (Ours.Contains(type.Assembly) && type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(property => Reaches(property.PropertyType, seen))));
}
