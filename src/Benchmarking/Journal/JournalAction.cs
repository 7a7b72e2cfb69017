namespace Benchmarking.Journal;

/// <summary>
/// Who does what to what: names alone, never a figure, a reason or a note. Whatever a sender wrote is let in only where it has the form of
/// a name, so that nothing else gets into the journal by way of one.
/// </summary>
public sealed record JournalAction
{
    /// <summary>The caller and role of whoever runs the machine, and acts without a key.</summary>
    public const string Operator = "operator";

    // A token's subject has at most 255 characters, its issuer is an address.
    private const int LongestCaller = 400;
    private const int MostParts = 6;

    internal JournalAction(string caller, string role, string organisation, string call, string resource, string requestId) =>
        (Caller, Role, Organisation, Call, Resource, RequestId) = (caller, role, organisation, call, resource, requestId);

    /// <summary>Who acts: <c>keys/{id}</c>, the issuer and subject of a token, <c>certificates/{sha256}</c>, or <see cref="Operator"/>.</summary>
    public string Caller { get; }

    /// <summary>The caller's role, such as <c>steward</c>; <see cref="Operator"/> for whoever runs the machine.</summary>
    public string Role { get; }

    /// <summary>The organisation the caller acts for, <c>organisations/{id}</c>; empty for none.</summary>
    public string Organisation { get; }

    /// <summary>The call, such as <c>ReturnService/SubmitReturn</c>.</summary>
    public string Call { get; }

    /// <summary>The resource that the call names, such as <c>organisations/00AA/returns/2025</c>; empty when it names none, or not in its form.</summary>
    public string Resource { get; }

    /// <summary>The caller's name for the request; empty for none.</summary>
    public string RequestId { get; }

    /// <summary>An action, from texts that others wrote.</summary>
    public static JournalAction Of(string caller, string role, string organisation, string call, string resource = "", string requestId = "") =>
        new(Printable(caller), role, organisation, call, NameIn(resource), Benchmarking.RequestId.Parse(requestId) is { IsAccepted: true } id ? id.Value : "");

    /// <summary>The same action on another resource.</summary>
    public JournalAction On(string resource) => new(Caller, Role, Organisation, Call, NameIn(resource), RequestId);

    /// <summary>The same action without who acted.</summary>
    internal JournalAction WithoutCaller() => new("", Role, Organisation, Call, Resource, RequestId);

    /// <summary>Whether it was done for an organisation, or to it or something of it.</summary>
    /// <param name="name"><c>organisations/{id}</c>.</param>
    public bool Concerns(string name) => Organisation == name || Resource == name || Resource.StartsWith($"{name}/", StringComparison.Ordinal);

    /// <summary>The text when it is a resource's name; otherwise nothing.</summary>
    internal static string NameIn(string text)
    {
        string[] parts = text.Split('/', MostParts + 1);
        return parts.Length <= MostParts && parts.All(part => Identifier.IsValid(part)) ? text : "";
    }

    private static string Printable(string text) => Problem.Printable(text.Length > LongestCaller ? string.Concat(text.AsSpan(0, LongestCaller), "…") : text);
}
