namespace Benchmarking.Queries;

/// <summary>How many rows come out how.</summary>
/// <param name="Answered">Rows with a figure.</param>
/// <param name="Derived">Of them, those added up from published cells.</param>
/// <param name="Withheld">Rows withheld.</param>
/// <param name="Refused">Rows refused.</param>
/// <param name="NotAvailable">Rows of which nobody, or too few, returned a figure.</param>
public readonly record struct RowTally(long Answered, long Derived, long Withheld, long Refused, long NotAvailable)
{
    /// <summary>Rows.</summary>
    public long RowCount => Answered + Withheld + Refused + NotAvailable;

    /// <summary>What becomes of rows.</summary>
    public static RowTally Of(IEnumerable<QueryRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RowTally tally = default;
        foreach (QueryRow row in rows)
            tally = tally.With(row);
        return tally;
    }

    /// <summary>Both together.</summary>
    public static RowTally operator +(RowTally one, RowTally other) =>
        new(one.Answered + other.Answered, one.Derived + other.Derived, one.Withheld + other.Withheld, one.Refused + other.Refused, one.NotAvailable + other.NotAvailable);

    /// <summary>Both together.</summary>
    public static RowTally Add(RowTally one, RowTally other) => one + other;

    private RowTally With(QueryRow row) => row.Outcome switch
    {
        RowOutcome.Answered => this with { Answered = Answered + 1, Derived = Derived + (row.IsDerived ? 1 : 0) },
        RowOutcome.Withheld => this with { Withheld = Withheld + 1 },
        RowOutcome.Refused => this with { Refused = Refused + 1 },
        _ => this with { NotAvailable = NotAvailable + 1 },
    };
}
