using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Fuzz;

/// <summary>Messages of any type with contents that nobody means well by; the same seed gives the same messages.</summary>
internal sealed class RandomMessages(int seed)
{
    private const int Deepest = 4;
    private readonly Random _random = new(seed);

    // What real calls hold, so that some get past the first check, and what breaks parsers, keys, numbers and terminals.
    private static readonly string[] Texts =
    [
        "", " ", "organisations/f1", "organisations/f2/returns/2025", "organisations/absent", "periods/2025", "periods/2025/editions/1", "periods/2025/editions/0",
        "periods/2025/editions/-1", "periods/2025/editions/99999999999999999999", "measures/spd-01", "measures/x", "keys/0000000000000000", "spd-01", "2025", "2025-26", "9999", "0000",
        "all", "sector = local-authority AND (region != north OR region = x)", "NOT (sector = a OR region = b)", "((((((((((((", "sector = \"", "region", "sector=local-authority", "sector=,region=", "sector=a,sector=b", "=", ",,,,", "local-authority", "north", "delivered", "percentage", "yes-no",
        "0", "-0", "1", "-1", "1e308", "1E-400", "NaN", "Infinity", "∞", "١٢", "0x10", "1,5", "1.0000000001", "79228162514264337593543950335", "79228162514264337593543950336",
        "00000000-0000-0000-0000-000000000000", "../../etc/passwd", "'; DROP TABLE OrleansStorage; --", "@GrainIdN0", "%s%n", "{0}", "$(id)", "<script>alert(1)</script>", "=1+1",
        "\0", "a\0b", "\u001b[2J", "\r\n", "\u202Eabc", "\uFEFF", "e\u0301", "\U0001F3D8", "ﷺ", "İ", "ß",
    ];

    /// <summary>A message of a type.</summary>
    public IMessage Next(MessageDescriptor type) => Next(type, 0);

    /// <summary>Bytes that are a message of a type, or nearly, or not at all.</summary>
    public byte[] NextBytes(MessageDescriptor type)
    {
        byte[] bytes = Next(type).ToByteArray();
        switch (_random.Next(24))
        {
            case 0 when bytes.Length > 0:
                return bytes[..^_random.Next(1, bytes.Length + 1)];
            case 1:
                bytes = new byte[_random.Next(200)];
                _random.NextBytes(bytes);
                return bytes;
            case 2 when bytes.Length > 0:
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                return bytes;
            default:
                return bytes;
        }
    }

    private IMessage Next(MessageDescriptor type, int depth)
    {
        IMessage message = type.Parser.ParseFrom([]);
        foreach (FieldDescriptor field in type.Fields.InDeclarationOrder().Where(_ => _random.Next(4) > 0))
        {
            if (field.IsMap)
                AddEntries((System.Collections.IDictionary)field.Accessor.GetValue(message), field.MessageType);
            else if (field.IsRepeated)
                AddItems((System.Collections.IList)field.Accessor.GetValue(message), field, depth);
            else if (Value(field, depth) is { } value)
                field.Accessor.SetValue(message, value);
        }
        return message;
    }

    private void AddEntries(System.Collections.IDictionary map, MessageDescriptor entry)
    {
        if (entry.Fields[1].FieldType != FieldType.String || entry.Fields[2].FieldType != FieldType.String)
            return;
        for (int count = _random.Next(3); count > 0; count--)
            map[Text()] = Text();
    }

    private void AddItems(System.Collections.IList list, FieldDescriptor field, int depth)
    {
        for (int count = _random.Next(20) == 0 ? 200 : _random.Next(4); count > 0; count--)
        {
            if (Value(field, depth) is { } value)
                list.Add(value);
        }
    }

    private object? Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Text(),
        FieldType.Bytes => ByteString.CopyFrom(new byte[_random.Next(64)]),
        FieldType.Bool => _random.Next(2) == 0,
        FieldType.Double => Pick(0.0, -1, 50, double.NaN, double.PositiveInfinity, double.MaxValue, double.Epsilon),
        FieldType.Int32 => Pick(0, 1, -1, 7, 1000, int.MaxValue, int.MinValue),
        FieldType.Int64 => Pick(0L, 1, -1, 2, long.MaxValue, long.MinValue),
        FieldType.Enum => Pick(0, 1, 2, 3, -1, 77, int.MaxValue),
        FieldType.Message => depth < Deepest ? Next(field.MessageType, depth + 1) : null,
        _ => null,
    };

    private string Text() => _random.Next(50) == 0 ? new string('x', _random.Next(20_000)) : _random.Next(30) == 0 ? Texts[_random.Next(Texts.Length)] + Texts[_random.Next(Texts.Length)] : Texts[_random.Next(Texts.Length)];

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
