namespace Benchmarking.Cli;

/// <summary>Resource names from the bare identifiers people type, and back. What is in them is for the server to judge.</summary>
internal static class ResourceName
{
    public static string Organisation(string id) => Under("organisations/", id);

    public static string Measure(string id) => Under("measures/", id);

    public static string Period(string id) => Under("periods/", id);

    public static string Release(string id) => Under("releases/", id);

    public static string Revision(string release, int number) => Invariant($"{release}/revisions/{number}");

    public static string Body(string id) => Under("bodies/", id);

    public static string Key(string id) => Under("keys/", id);

    public static string Return(string organisation, string period) => $"{Organisation(organisation)}/returns/{Id(period)}";

    /// <summary>A period's edition; without a number its latest.</summary>
    public static string Edition(string period, int? number) =>
        number is null ? Period(period) : Invariant($"{Period(period)}/editions/{number}");

    /// <summary>The audit of a period's edition; without a number of its latest.</summary>
    public static string Audit(string period, int? number) =>
        number is null ? $"{Period(period)}/editions/latest/audit" : $"{Edition(period, number)}/audit";

    /// <summary>The last part: what people type.</summary>
    public static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string Under(string collection, string id) =>
        id.StartsWith(collection, StringComparison.Ordinal) ? id : collection + id;
}
