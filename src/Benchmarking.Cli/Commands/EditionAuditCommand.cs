using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking editions audit`: how an edition was protected.</summary>
internal static class EditionAuditCommand
{
    private const string Explanation = """
        What the numbers mean:
          A cell is one cohort's figures on one measure and stage; those for which nobody returned a figure are not counted.
          Pass        cells that pass the threshold, share and precision rules by themselves
          Published   cells with their values; Coded: told as a standard band such as "between 20 and 50"; Carried: with an earlier
                      edition's figures, marked [r]; Withheld: nothing is told
          Programmes  linear programmes in which an attacker, with everything published and up to two insiders, tried to pin something
          Tightest    the best that a reader can do at the total of a cell withheld for its own sake: how far what cannot be ruled out
                      reaches from the truth, in units of the protection that it needs. 1 stands for 1 or more, which is safe
          Safe        whether every figure and every such total has its protection against every coalition
          Cost        what protecting cost: 1 to 2 for each cell that told less than it could have, half of that for a band

        For stewards. No figure is in it, and none can be worked out from it.
        """;

    public static Verb Create(VerbFactory verbs)
    {
        var period = Asked.Period();
        var edition = Asked.Edition();
        return verbs.Make("audit", "How an edition was protected, withdrawn ones too: counts, and how near an attacker could come (stewards)",
            ["benchmarking editions audit --period 2025-26", "benchmarking editions audit --period 2025-26 --edition 2 --output json"],
            [period, edition], async invocation =>
            {
                string name = ResourceName.Audit(invocation.Value(period)!, invocation.Value(edition));
                var audit = await invocation.Client.Editions.GetEditionAuditAsync(new() { Name = name }, cancellationToken: invocation.Cancellation);
                await invocation.Terminal.Out.WriteAsync(TextOf(audit, invocation));
            }, Explanation);
    }

    private static string TextOf(EditionAudit audit, Invocation invocation) => invocation.Format switch
    {
        OutputFormat.Csv => AuditRows.Csv(audit),
        OutputFormat.Json => JsonText.Of(AuditRows.Json(audit)) + "\n",
        _ => AuditTable.Of(audit, invocation.Terminal.OutWidth),
    };
}
