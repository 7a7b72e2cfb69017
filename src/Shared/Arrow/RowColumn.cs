using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using Benchmarking.V1;

namespace Benchmarking.Arrow;

/// <summary>A column while it is filled, row by row.</summary>
/// <param name="column">Its name and type.</param>
internal abstract class RowColumn(Field column)
{
    /// <summary>Its name and type.</summary>
    public Field Field => column;

    /// <summary>Takes a row's value, and tells about how many bytes it needs.</summary>
    public abstract int Append(QueryRow row);

    /// <summary>The column of the rows taken since it was last asked for; whoever gets it disposes of it. It has memory of its own, and what it was made in is used again.</summary>
    public abstract IArrowArray Take();
}

/// <summary>A column of texts.</summary>
/// <param name="name">Its name.</param>
/// <param name="text">A row's text; null for none, where there may be none.</param>
/// <param name="isOptional">Whether there may be none.</param>
internal sealed class TextColumn(string name, Func<QueryRow, string?> text, bool isOptional = false) : RowColumn(new(name, StringType.Default, isOptional))
{
    private readonly StringArray.Builder _builder = new();

    public override int Append(QueryRow row)
    {
        string? value = text(row);
        _builder.Append(value);
        return sizeof(int) + Encoding.UTF8.GetByteCount(value ?? "");
    }

    public override IArrowArray Take()
    {
        IArrowArray column = _builder.Build();
        _builder.Clear();
        return column;
    }
}

/// <summary>A column of lists of texts; a list may be empty, and is always there.</summary>
/// <param name="name">Its name.</param>
/// <param name="texts">A row's texts.</param>
internal sealed class ListColumn(string name, Func<QueryRow, IEnumerable<string>> texts) : RowColumn(new(name, new ListType(Item), nullable: false))
{
    private static readonly Field Item = new("item", StringType.Default, nullable: false);

    private readonly ListArray.Builder _builder = new(Item);

    public override int Append(QueryRow row)
    {
        _builder.Append();
        StringArray.Builder items = (StringArray.Builder)_builder.ValueBuilder;
        int bytes = sizeof(int);
        foreach (string value in texts(row))
        {
            items.Append(value);
            bytes += sizeof(int) + Encoding.UTF8.GetByteCount(value);
        }
        return bytes;
    }

    public override IArrowArray Take()
    {
        IArrowArray column = _builder.Build();
        _builder.Clear();
        return column;
    }
}

/// <summary>A column of numbers, or none.</summary>
/// <param name="name">Its name.</param>
/// <param name="number">A row's number; null for none.</param>
internal sealed class NumberColumn(string name, Func<QueryRow, double?> number) : RowColumn(new(name, DoubleType.Default, nullable: true))
{
    private readonly DoubleArray.Builder _builder = new();

    public override int Append(QueryRow row)
    {
        _builder.Append(number(row));
        return sizeof(double);
    }

    public override IArrowArray Take()
    {
        IArrowArray column = _builder.Build();
        _builder.Clear();
        return column;
    }
}

/// <summary>A column of whole numbers.</summary>
/// <param name="name">Its name.</param>
/// <param name="count">A row's number; null for none, where there may be none.</param>
/// <param name="isOptional">Whether there may be none.</param>
internal sealed class CountColumn(string name, Func<QueryRow, int?> count, bool isOptional = true) : RowColumn(new(name, Int32Type.Default, isOptional))
{
    private readonly Int32Array.Builder _builder = new();

    public override int Append(QueryRow row)
    {
        _builder.Append(count(row));
        return sizeof(int);
    }

    public override IArrowArray Take()
    {
        IArrowArray column = _builder.Build();
        _builder.Clear();
        return column;
    }
}
