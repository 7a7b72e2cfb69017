using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Benchmarking.Disclosure;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Serialisation;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>What holds a figure from before disclosure control, or a member's words, does not print them: a log that names it by mistake tells nothing.</summary>
public sealed class PrintedFigureTests
{
    private const int Numerator = 7_340_151;
    private const int Denominator = 8_350_203;
    private const string Words = "WORDS-OF-THE-MEMBER";

    // What a type calls them; a type of tomorrow will call them so too.
    private static readonly (string Name, Type Type)[] Told =
        [("Numerator", typeof(decimal)), ("Denominator", typeof(decimal)), ("WeightedValue", typeof(decimal)), ("Note", typeof(string)), ("Contract", typeof(string))];

    private static readonly MeasureId Measure = MeasureId.TryParse("spd-01")!;
    private static readonly OrganisationId Organisation = OrganisationId.TryParse("o1")!;

    private static object[] Holders() =>
    [
        new ReturnLine(Measure, Stage.Delivered, Numerator, Denominator, Words, Words),
        new LineText(7, Words, Words, $"{Numerator}", $"{Denominator}", Words, Words),
        new OwnFigure(Measure, Stage.Delivered, Numerator, Denominator),
        new Contribution(Measure, Stage.Delivered, Numerator, Denominator),
        new ColumnEntry(Organisation, Numerator, Denominator),
        new CellContribution(Denominator, Numerator),
    ];

    private static object[] Explained() =>
    [
        new ReturnRevision(1, ReturnState.Submitted, Words, DateTimeOffset.UnixEpoch, 1),
        new RevisionEntry(1, ReturnState.Submitted, Words, DateTimeOffset.UnixEpoch, 1),
        new WriteReturn(ReturnState.Submitted, [(ReturnLine)Holders()[0]], Words, "", ""),
    ];

    [Fact]
    public void Nothing_that_holds_a_figure_or_a_members_words_prints_them()
    {
        string printed = string.Join('\n', Holders().Concat(Explained()).Select(holder => Convert.ToString(holder, CultureInfo.InvariantCulture)));
        Assert.All([$"{Numerator}", $"{Denominator}", Words], told => Assert.DoesNotContain(told, printed, StringComparison.Ordinal));
    }

    [Fact]
    public void No_type_that_holds_them_leaves_its_printing_to_the_compiler()
    {
        Type[] holders = [.. new[] { typeof(Return).Assembly, typeof(PlatformExtensions).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace != typeof(OwnFigureSurrogate).Namespace && IsRecord(type) && Told.Any(told => Property(type, told.Name)?.PropertyType == told.Type))];
        Assert.All(Holders().Select(holder => holder.GetType()).Where(type => type != typeof(LineText)), type => Assert.Contains(type, holders));
        Assert.All(holders, type => Assert.True(type.GetMethod(nameof(ToString), Type.EmptyTypes)!.GetCustomAttribute<CompilerGeneratedAttribute>() is null, type.FullName));
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static PropertyInfo? Property(Type type, string name) => type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
