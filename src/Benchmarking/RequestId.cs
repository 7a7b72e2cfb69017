namespace Benchmarking;

/// <summary>The caller's name for a request, so that sending it twice has one effect.</summary>
public static class RequestId
{
    /// <summary>The canonical form of a request id; empty when none was given; a refusal when it is not a UUID.</summary>
    public static Outcome<string> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Outcome.Accepted("");
        return Guid.TryParseExact(text.Trim(), "D", out Guid id)
            ? Outcome.Accepted(id.ToString("D"))
            : Outcome.Refused<string>(new Problem(0, "request_id", ProblemReason.IdentifierMalformed, $"{Problem.Quote(text)} is not a UUID.",
                "Make one for each request, such as 6a4c1e2e-8d3b-4a57-9a0e-3f1f0d9b7c55, and send it again when you repeat the request."));
    }

    /// <summary>The problem of an id that was used before with other content.</summary>
    public static Problem Reused(string id) =>
        new(0, "request_id", ProblemReason.RequestIdReused, $"The request_id {id} was used before with other content.", "Make a new one for a new request.");
}
