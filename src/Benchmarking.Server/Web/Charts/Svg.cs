using System.Globalization;
using System.Xml.Linq;

namespace Benchmarking.Server.Web.Charts;

/// <summary>
/// Writes the pieces of a chart. By hand, since a chart here is a dozen lines that a screen reader is told about: libraries that draw
/// bitmaps write their SVG without title, description or text, and style it inline, which the pages' policy forbids.
/// </summary>
internal static class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>An image that says what it shows, to those who see it and to those who do not.</summary>
    /// <param name="id">Unique on its page.</param>
    /// <param name="width">Width of its own coordinates.</param>
    /// <param name="height">Height of its own coordinates.</param>
    /// <param name="title">What it is.</param>
    /// <param name="description">What it shows, in words.</param>
    /// <param name="pieces">What is drawn, the hindmost first.</param>
    public static string Image(string id, int width, int height, string title, string description, IEnumerable<XElement> pieces) => new XElement(Namespace + "svg",
        new XAttribute("class", "app-chart"), new XAttribute("viewBox", $"0 0 {width} {height}"), new XAttribute("role", "img"), new XAttribute("aria-labelledby", $"{id}-title {id}-description"),
        new XElement(Namespace + "title", new XAttribute("id", $"{id}-title"), title),
        new XElement(Namespace + "desc", new XAttribute("id", $"{id}-description"), description),
        pieces).ToString(SaveOptions.DisableFormatting);

    /// <summary>A straight line.</summary>
    public static XElement Line(string style, double x1, double y1, double x2, double y2) => Element("line", style, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    /// <summary>A rectangle.</summary>
    public static XElement Box(string style, double x, double y, double width, double height) => Element("rect", style, ("x", x), ("y", y), ("width", width), ("height", height));

    /// <summary>A disc.</summary>
    public static XElement Disc(string style, double x, double y, double radius) => Element("circle", style, ("cx", x), ("cy", y), ("r", radius));

    /// <summary>A square on its corner: the mark of the reader's own figure, told by its shape.</summary>
    public static XElement Diamond(string style, double x, double y, double radius) =>
        Shape("polygon", style, [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]);

    /// <summary>A line through points.</summary>
    public static XElement Path(string style, IEnumerable<(double X, double Y)> points) => Shape("polyline", style, points);

    /// <summary>Words; <paramref name="anchor"/> is start, middle or end.</summary>
    public static XElement Text(string style, double x, double y, string anchor, string text)
    {
        XElement element = Element("text", style, ("x", x), ("y", y));
        element.Add(new XAttribute("text-anchor", anchor), text);
        return element;
    }

    private static XElement Shape(string name, string style, IEnumerable<(double X, double Y)> points) =>
        new(Namespace + name, new XAttribute("class", style), new XAttribute("points", string.Join(' ', points.Select(point => $"{Write(point.X)},{Write(point.Y)}"))));

    private static XElement Element(string name, string style, params (string Name, double Value)[] attributes) =>
        new(Namespace + name, style.Length > 0 ? new XAttribute("class", style) : null, attributes.Select(attribute => new XAttribute(attribute.Name, Write(attribute.Value))));

    private static string Write(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
