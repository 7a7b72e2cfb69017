namespace Benchmarking.Server.Web.Drafts;

/// <summary>A table within a draft's form.</summary>
/// <param name="Form">The form.</param>
/// <param name="Section">Its section, from 1.</param>
/// <param name="Number">Which of the section, from 1.</param>
internal sealed record DraftTablePart(DraftFormPage Form, int Section, int Number)
{
    /// <summary>What stands in the form of it.</summary>
    public PostedTable Table => Form.Draft.Sections[Section - 1].Tables[Number - 1];

    /// <summary>Whether it is the open one.</summary>
    public bool IsOpen => Form.Open == DraftSteps.NameOf(Section, Number);

    /// <summary>Its identifier on the page.</summary>
    public string Id => DraftSteps.TableId(Section, Number);

    /// <summary>The name of one of its fields.</summary>
    public string Name(string field) => FormattableString.Invariant($"Draft.Sections[{Section - 1}].Tables[{Number - 1}].{field}");

    /// <summary>The value of one of its buttons.</summary>
    public string Step(string word) => FormattableString.Invariant($"{word}:{Section}:{Number}");

    /// <summary>What to call it.</summary>
    public string Title => string.IsNullOrWhiteSpace(Table.Title) ? $"Table {Number} of section {Section}" : Table.Title;

    /// <summary>Whether a reader goes on here.</summary>
    public bool HasFocus => Form.Focus == Id;
}
