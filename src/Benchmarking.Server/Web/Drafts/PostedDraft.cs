using Benchmarking.Releases;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>A draft as its form has it: texts, as they were typed. What is in them is for the domain to judge.</summary>
internal sealed class PostedDraft
{
    /// <summary>What it is called.</summary>
    public string? Title { get; set; }

    /// <summary>The body's name.</summary>
    public string? Publisher { get; set; }

    /// <summary>Whom to ask.</summary>
    public string? Contact { get; set; }

    /// <summary>What it says, first of all.</summary>
    public string? Summary { get; set; }

    /// <summary>How the figures were made.</summary>
    public string? Methods { get; set; }

    /// <summary>What is known to limit them.</summary>
    public string? Limits { get; set; }

    /// <summary>Notes to the tables, one a line.</summary>
    public string? Notes { get; set; }

    /// <summary>Its sections.</summary>
    public List<PostedSection> Sections { get; set; } = [];

    /// <summary>Who has access before publication.</summary>
    public List<PostedAccess> Access { get; set; } = [];

    /// <summary>What stands in the form of a draft that is stored.</summary>
    public static PostedDraft Of(ReleaseDraft draft) => new()
    {
        Title = draft.Title,
        Publisher = draft.Publisher,
        Contact = draft.Contact,
        Summary = draft.Summary,
        Methods = draft.Methods,
        Limits = draft.Limits,
        Notes = string.Join('\n', draft.Notes.Select(note => note.ReplaceLineEndings(" "))),
        Sections = [.. draft.Sections.Select(PostedSection.Of)],
        Access = [.. draft.PreReleaseAccess.Select(access => new PostedAccess { Who = access.Who, Hours = $"{access.HoursBefore}" })],
    };

    /// <summary>The draft as the domain reads it.</summary>
    public ReleaseDraft ToDraft() => new(Title ?? "", Publisher ?? "", Contact ?? "", Summary ?? "", [.. Sections.Select(section => section.ToDraft())], Methods ?? "", Limits ?? "",
        [.. (Notes ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        [.. Access.Where(access => access.IsFilled).Select(access => access.ToAccess())]);
}

/// <summary>A section of the form.</summary>
internal sealed class PostedSection
{
    /// <summary>Its heading.</summary>
    public string? Heading { get; set; }

    /// <summary>What is said of its figures.</summary>
    public string? Commentary { get; set; }

    /// <summary>Its tables.</summary>
    public List<PostedTable> Tables { get; set; } = [];

    /// <summary>What stands in the form of a section.</summary>
    public static PostedSection Of(DraftSection section) => new() { Heading = section.Heading, Commentary = section.Commentary, Tables = [.. section.Tables.Select(PostedTable.Of)] };

    /// <summary>The section as the domain reads it.</summary>
    public DraftSection ToDraft() => new(Heading ?? "", Commentary ?? "", [.. Tables.Select(table => table.ToDraft())]);
}

/// <summary>Somebody with access before publication.</summary>
internal sealed class PostedAccess
{
    /// <summary>A role, and its organisation.</summary>
    public string? Who { get; set; }

    /// <summary>Hours before publication; nothing means the most.</summary>
    public string? Hours { get; set; }

    /// <summary>Whether anything was typed.</summary>
    public bool IsFilled => !string.IsNullOrWhiteSpace(Who) || !string.IsNullOrWhiteSpace(Hours);

    /// <summary>As the domain reads it; what is no number is out of its range.</summary>
    public PreReleaseAccess ToAccess() => new(Who ?? "", string.IsNullOrWhiteSpace(Hours) ? 0 : int.TryParse(Hours.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int hours) && hours > 0 ? hours : -1);
}
