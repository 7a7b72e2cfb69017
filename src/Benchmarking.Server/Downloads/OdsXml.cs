using System.Globalization;
using System.Text;
using System.Xml;

namespace Benchmarking.Server.Downloads;

/// <summary>The names of OpenDocument 1.3, and how its elements are written.</summary>
internal static class OdsXml
{
    public const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    public const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    public const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    public const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    public const string Fo = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    public const string Number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";
    public const string Dublin = "http://purl.org/dc/elements/1.1/";
    public const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private const string XLink = "http://www.w3.org/1999/xlink";

    private static readonly (string Prefix, string Name)[] Prefixes =
        [("office", Office), ("table", Table), ("text", Text), ("style", Style), ("fo", Fo), ("number", Number), ("dc", Dublin), ("xlink", XLink)];

    /// <summary>Writes a document.</summary>
    public static void Write(Stream stream, Action<XmlWriter> write)
    {
        using XmlWriter xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument();
        write(xml);
        xml.WriteEndDocument();
    }

    /// <summary>Writes a document whose root is of the format.</summary>
    public static void WriteRoot(Stream stream, string name, Action<XmlWriter> content) => Write(stream, xml =>
    {
        xml.WriteStartElement("office", name, Office);
        foreach ((string prefix, string space) in Prefixes)
            xml.WriteAttributeString("xmlns", prefix, null, space);
        xml.WriteAttributeString("version", Office, "1.3");
        content(xml);
        xml.WriteEndElement();
    });

    /// <summary>Writes an element with attributes, whose names are of one space and need not be of the element's.</summary>
    public static void Element(this XmlWriter xml, string space, string name, string attributeSpace, (string Name, string? Value)[] attributes, Action? content = null)
    {
        xml.WriteStartElement(name, space);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
                xml.WriteAttributeString(attribute, attributeSpace, value);
        }
        content?.Invoke();
        xml.WriteEndElement();
    }

    /// <summary>Writes an element without attributes.</summary>
    public static void Element(this XmlWriter xml, string space, string name, Action content) => xml.Element(space, name, space, [], content);

    /// <summary>Writes a paragraph; with a link it leads to another sheet.</summary>
    public static void Paragraph(this XmlWriter xml, string text, string? linkedSheet) => xml.Element(Text, "p", () =>
    {
        if (linkedSheet is null)
            Words(xml, text);
        else
            xml.Element(Text, "a", XLink, [("href", $"#{linkedSheet}.A1"), ("type", "simple")], () => Words(xml, text));
    });

    /// <summary>A number as the format writes it.</summary>
    public static string Invariant(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // Readers take several spaces for one, and the first for none, unless they are counted.
    private static void Words(XmlWriter xml, string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int spaces = text.AsSpan(i).IndexOfAnyExcept(' ') is var next && next < 0 ? text.Length - i : next;
            if (spaces > 1 || (spaces == 1 && (i == 0 || i == text.Length - 1)))
                xml.Element(Text, "s", Text, [("c", Invariant(spaces))]);
            else if (spaces == 1)
                xml.WriteString(" ");
            i += spaces;
            int word = text.IndexOf(' ', i) is var end && end < 0 ? text.Length - i : end - i;
            xml.WriteString(text.Substring(i, word));
            i += word;
        }
    }
}
