using Benchmarking.Grains.Keys;
using Benchmarking.Journal;
using Benchmarking.Server.Authorisation;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Benchmarking.Server.Journal;

/// <summary>Takes from a call's messages what the journal has of them: names of resources and the request's id, by these fields alone.</summary>
internal static class JournalledNames
{
    // The first that is there and not empty counts; each with the collection of an identifier that was sent bare.
    private static readonly (string Field, string Collection)[] Fields =
    [
        ("name", ""), ("parent", ""), ("period", "periods/"), ("organisation_id", "organisations/"), ("organisation", "organisations/"), ("key", ""),
    ];

    /// <summary>The action of a call with one request.</summary>
    public static JournalAction Of(IMessage request, ServerCallContext context) => Action(context, Of(request), RequestIdOf(request));

    /// <summary>The action of a call with a stream of requests: the period it is about, if any. Its organisations are the action's parts.</summary>
    public static JournalAction OfStream(IMessage first, ServerCallContext context) => Action(context, TextOf(first, Fields[2]), RequestIdOf(first));

    /// <summary>The action of a call whose request is not known, or tells nothing.</summary>
    public static JournalAction OfNothing(ServerCallContext context) => Action(context, "", "");

    /// <summary>The name of the resource that a message is about; empty when it names none.</summary>
    public static string Of(IMessage message) => Fields.Select(field => TextOf(message, field)).FirstOrDefault(text => text.Length > 0, "");

    /// <summary>A caller's action.</summary>
    /// <param name="caller">Who acts.</param>
    /// <param name="call">The call, such as <c>ReturnService/SubmitReturn</c>.</param>
    /// <param name="resource">The resource it is about; empty for none.</param>
    /// <param name="requestId">The request's id; empty for none.</param>
    public static JournalAction ActionOf(Caller caller, string call, string resource, string requestId) =>
        JournalAction.Of(caller.Name, caller.Role.ToString().ToLowerInvariant(), caller.Own?.Id.Name ?? "", call, resource, requestId);

    private static JournalAction Action(ServerCallContext context, string resource, string requestId)
    {
        string call = Calls.NameOf(context);
        return ActionOf(context.Caller(), call[(call.LastIndexOf('.') + 1)..], resource, requestId);
    }

    private static string RequestIdOf(IMessage message) => TextOf(message, ("request_id", ""));

    private static string TextOf(IMessage message, (string Field, string Collection) wanted) => message.Descriptor.FindFieldByName(wanted.Field) switch
    {
        { IsRepeated: false, FieldType: FieldType.String } field when field.Accessor.GetValue(message) is string { Length: > 0 } text =>
            text.Contains('/', StringComparison.Ordinal) ? text : wanted.Collection + text,
        { IsRepeated: false, FieldType: FieldType.Message } field when field.Accessor.GetValue(message) is IMessage inner => TextOf(inner, ("name", wanted.Collection)),
        _ => "",
    };
}
